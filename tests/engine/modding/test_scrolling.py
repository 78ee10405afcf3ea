"""Scroll speed from line to line."""

from __future__ import annotations

from engine.modding.scrolling import scrolls_of, usual_bpm, usual_speed
from tests.builder import RED, circles, difficulty
from tests.engine.modding.subjects import subject

FASTER = "11000,250,4,2,1,60,1,0"
EVENED_OUT = "11000,-200,4,2,1,60,0,0"


def test_tempo_and_green_lines_together_are_what_is_seen() -> None:
    notes = circles(*range(1000, 13000, 500))
    plain = scrolls_of(subject(difficulty(*notes, points=(RED, FASTER), mode=3)))
    assert [(each.start, each.speed) for each in plain] == [(1000, 120), (11000, 240)]
    evened = scrolls_of(subject(difficulty(*notes, points=(RED, FASTER, EVENED_OUT), mode=3)))
    assert [each.speed for each in evened] == [120, 120]


def test_the_usual_one_is_in_force_for_the_longest_time() -> None:
    scrolls = scrolls_of(
        subject(difficulty(*circles(*range(1000, 13000, 500)), points=(RED, FASTER), mode=3))
    )
    assert (usual_speed(scrolls), usual_bpm(scrolls)) == (120, 120)


def test_stretches_without_objects_do_not_count() -> None:
    assert scrolls_of(subject(difficulty(mode=3))) == []
    only_late = scrolls_of(subject(difficulty(*circles(12000), points=(RED, FASTER), mode=3)))
    assert [each.start for each in only_late] == [11000]
