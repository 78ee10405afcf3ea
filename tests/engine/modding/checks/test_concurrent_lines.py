from __future__ import annotations

from engine.modding.checks.concurrent_lines import CHECK
from tests.builder import RED, difficulty
from tests.engine.modding.subjects import found


def test_two_green_lines_at_one_time() -> None:
    (one,) = found(CHECK, difficulty(points=(RED, "2000,-100,4,2,1,60,0,0", "2000,-50,4,2,1,60,0,0")))
    assert (one.severity, one.time, one.key) == ("problem", 2000, "green")


def test_two_red_lines_at_one_time() -> None:
    (one,) = found(CHECK, difficulty(points=(RED, RED)))
    assert (one.severity, one.key) == ("problem", "red")


def test_a_red_and_a_green_line_that_disagree_on_volume_are_minor() -> None:
    (one,) = found(CHECK, difficulty(points=(RED, "1000,-100,4,2,1,80,0,0")))
    assert (one.severity, one.found) == ("minor", "volume 60% and 80%")


def test_a_green_line_on_a_red_one_that_only_sets_velocity_passes() -> None:
    assert found(CHECK, difficulty(points=(RED, "1000,-50,4,2,1,60,0,0"))) == []
