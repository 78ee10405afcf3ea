from __future__ import annotations

from engine.modding.checks.concurrent_objects import CHECK
from tests.builder import circles, difficulty
from tests.engine.modding.subjects import found


def test_a_circle_under_a_slider() -> None:
    """The slider lasts from 1000 to 1250 ms."""
    (one,) = found(CHECK, difficulty("100,100,1000,2,0,L|170:100,1,70", *circles(1200)))
    assert (one.severity, one.objects) == ("problem", (0, 1))


def test_a_circle_15_ms_after_a_slider_is_close_and_20_ms_pass() -> None:
    slider = "100,100,1000,2,0,L|170:100,1,70"
    assert [one.severity for one in found(CHECK, difficulty(slider, *circles(1265)))] == ["warning"]
    assert found(CHECK, difficulty(slider, *circles(1270))) == []


def test_9_ms_between_circles_are_close_and_10_ms_pass() -> None:
    assert [one.severity for one in found(CHECK, difficulty(*circles(1000, 1009)))] == ["warning"]
    assert found(CHECK, difficulty(*circles(1000, 1010))) == []


def test_what_lies_under_a_long_spinner_is_told_at_once() -> None:
    (one,) = found(CHECK, difficulty("256,192,1000,12,0,3000", *circles(1500, 2000), "100,100,4000,1,0"))
    assert (one.objects, one.end_time) == ((0, 1, 2), 2000)


def test_mania_notes_meet_in_one_column_only() -> None:
    settings = {"CircleSize": "4"}
    chord = difficulty("64,192,1000,1,0", "192,192,1000,1,0", mode=3, settings=settings)
    assert found(CHECK, chord) == []
    again = difficulty("64,192,1000,128,0,1500:0:0:0:0:", "64,192,1520,1,0", mode=3, settings=settings)
    assert [one.severity for one in found(CHECK, again)] == ["warning"]


def test_a_map_pasted_over_itself_is_told_once() -> None:
    twice = [line for i in range(25) for line in circles(1000 + 500 * i) * 2]
    (one,) = found(CHECK, difficulty(*twice))
    assert (one.severity, one.key, one.found) == ("problem", "many", "25 times")
