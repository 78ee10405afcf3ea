"""Sections of kiai time."""

from __future__ import annotations

import math

from engine.osu import Kiai, Timing, kiai_sections
from engine.osu.timing_points import read_timing_point
from tests.builder import RED


def of(*lines: str) -> list[Kiai]:
    return kiai_sections(Timing([read_timing_point(line) for line in (RED, *lines)]))


def test_from_the_line_that_turns_it_on_to_the_one_that_turns_it_off() -> None:
    on, still, off = "2000,-100,4,2,1,60,0,1", "3000,-50,4,2,1,60,0,1", "4000,-100,4,2,1,60,0,0"
    assert of(on, still, off) == [Kiai(2000, 4000)]


def test_of_a_red_and_a_green_line_at_one_time_the_green_one_counts() -> None:
    assert of("2000,500,4,2,1,60,1,0", "2000,-100,4,2,1,60,0,1") == [Kiai(2000, math.inf)]


def test_none() -> None:
    assert of() == []
