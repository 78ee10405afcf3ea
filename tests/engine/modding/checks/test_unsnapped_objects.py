from __future__ import annotations

from engine.modding.checks.unsnapped_objects import CHECK
from tests.builder import RED, circles, difficulty
from tests.engine.modding.subjects import found


def test_objects_on_every_divisor_up_to_a_sixteenth_pass() -> None:
    """120 BPM: a beat is 500 ms; the editor cuts 1/3 (166.67 ms) off to whole ms."""
    assert found(CHECK, difficulty(*circles(1000, 1166, 1250, 1333, 1531, 1562))) == []


def test_an_object_off_by_two_ms_is_a_problem() -> None:
    (one,) = found(CHECK, difficulty(*circles(1000, 1502, 2000)))
    assert (one.severity, one.objects, one.found) == ("problem", (1,), "+2 ms")


def test_an_object_off_by_one_ms_is_minor() -> None:
    (one,) = found(CHECK, difficulty(*circles(1000, 1501)))
    assert one.severity == "minor"


def test_the_end_of_a_slider_counts() -> None:
    """140 px a beat: 70 px end on the half beat, 75 px end 18 ms later."""
    assert found(CHECK, difficulty("100,100,1000,2,0,L|170:100,1,70")) == []
    (one,) = found(CHECK, difficulty("100,100,1000,2,0,L|175:100,1,75"))
    assert one.key == "end"
    assert one.time is not None
    assert 1267 < one.time < 1269


def test_a_spinners_end_counts() -> None:
    (one,) = found(CHECK, difficulty("256,192,1000,12,0,2020"))
    assert (one.key, one.time) == ("end", 2020)


def test_a_section_that_lies_late_as_a_whole_is_told_once() -> None:
    late = [2010 + 500 * i for i in range(10)]
    (one,) = found(CHECK, difficulty(*circles(1000, *late, 8000)))
    assert (one.key, one.time, one.end_time, one.found) == ("run", 2010, 6510, "+10 ms")


def test_many_objects_off_by_one_ms_are_told_once() -> None:
    (one,) = found(CHECK, difficulty(*circles(*(1001 + 500 * i for i in range(10)))))
    assert (one.severity, one.objects, one.found) == ("minor", (), "10 times 1 ms")


def test_an_end_on_the_line_that_follows_passes() -> None:
    """The last beat of the old timing would be at 3004."""
    points = (RED, "3004,400,4,2,1,60,1,0")
    assert found(CHECK, difficulty("100,100,2500,2,0,L|240:100,1,140.84", points=points)) == []
