from __future__ import annotations

from engine.modding.checks.unused_green_lines import CHECK
from tests.builder import RED, circles, difficulty
from tests.engine.modding.subjects import found, mapset

SLIDER = "100,100,2000,2,0,L|170:100,1,70"


def test_a_line_like_the_one_before() -> None:
    (one,) = found(CHECK, difficulty(SLIDER, points=(RED, "1500,-100,4,2,1,60,0,0")))
    assert (one.severity, one.time) == ("minor", 1500)


def test_a_velocity_that_no_slider_uses() -> None:
    points = (RED, "1500,-50,4,2,1,60,0,0", "1900,-100,4,2,1,60,0,0")
    assert [one.time for one in found(CHECK, difficulty(SLIDER, points=points))] == [1500]


def test_a_velocity_for_a_slider_passes() -> None:
    assert found(CHECK, difficulty(SLIDER, points=(RED, "1900,-50,4,2,1,60,0,0"))) == []


def test_a_volume_for_the_end_of_a_slider_passes() -> None:
    assert found(CHECK, difficulty(SLIDER, points=(RED, "2200,-100,4,2,1,5,0,0"))) == []


def test_a_line_5_ms_late_still_gives_its_object_a_sound() -> None:
    assert found(CHECK, difficulty(*circles(2000), points=(RED, "2005,-100,4,2,1,5,0,0"))) == []


def test_kiai_is_always_of_use() -> None:
    assert found(CHECK, difficulty(points=(RED, "1500,-100,4,2,1,60,0,1"))) == []


def test_what_came_with_a_copied_timing_is_left_alone() -> None:
    points = (RED, "1500,-50,4,2,1,60,0,0")
    beside = mapset(difficulty(SLIDER, points=points, version="Extra"))
    assert found(CHECK, difficulty(points=points), beside) == []


def test_many_are_told_at_once() -> None:
    same = [f"{1500 + 500 * i},-100,4,2,1,60,0,0" for i in range(9)]
    (one,) = found(CHECK, difficulty(points=(RED, *same)))
    assert (one.key, one.time) == ("many", 1500)
