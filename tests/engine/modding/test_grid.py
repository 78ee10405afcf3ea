"""Ticks as the editor knows them."""

from __future__ import annotations

import pytest

from engine.modding.grid import beat_name, divisor_at, unsnapped_by
from engine.osu import Timing, TimingPoint

TIMING = Timing([TimingPoint(1000, 500)])
"""120 BPM."""


@pytest.mark.parametrize(
    ("time", "off"), [(1000, 0), (1166, 0), (1165, -1), (1502, 2), (1010, 10), (990, -10)]
)
def test_ms_off_the_nearest_tick_where_less_than_one_early_is_on_it(time: float, off: float) -> None:
    """1/3 lies at 1166.67 ms."""
    assert unsnapped_by(time, TIMING) == pytest.approx(off, abs=0.4)


@pytest.mark.parametrize(
    ("time", "divisor"),
    [(1500, 1), (1250, 2), (1166, 3), (1125, 4), (1083, 6), (1071, 7), (1031, 16), (1010, None)],
)
def test_the_coarsest_divisor_counts(time: float, divisor: int | None) -> None:
    assert divisor_at(time, TIMING) == divisor


@pytest.mark.parametrize(
    ("beats", "name"), [(1, "1/1"), (0.25, "1/4"), (1.5, "3/2"), (1 / 3, "1/3"), (0.01, "0.01 beats")]
)
def test_beats_as_mappers_say_them(beats: float, name: str) -> None:
    assert beat_name(beats) == name
