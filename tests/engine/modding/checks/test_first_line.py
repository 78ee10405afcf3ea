from __future__ import annotations

from engine.modding.checks.first_line import CHECK
from tests.builder import RED, difficulty
from tests.engine.modding.subjects import found


def test_a_map_without_a_red_line() -> None:
    (one,) = found(CHECK, difficulty(points=()))
    assert one.severity == "problem"


def test_a_green_line_first() -> None:
    (one,) = found(CHECK, difficulty(points=("500,-100,4,2,1,60,0,0", RED)))
    assert (one.key, one.time) == ("green", 500)


def test_kiai_on_the_first_red_line() -> None:
    (one,) = found(CHECK, difficulty(points=("1000,500,4,2,1,60,1,1",)))
    assert one.key == "kiai"


def test_kiai_on_a_green_line_at_the_same_time_passes() -> None:
    assert found(CHECK, difficulty(points=(RED, "1000,-100,4,2,1,60,0,1"))) == []
