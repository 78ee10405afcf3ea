from __future__ import annotations

from engine.modding.checks.taiko_barline_velocity import CHECK
from tests.builder import RED, difficulty
from tests.engine.modding.subjects import found


def of(line: str) -> list[str]:
    return [one.found for one in found(CHECK, difficulty(points=(RED, line), mode=1))]


def test_a_velocity_3_ms_after_a_barline() -> None:
    assert of("3003,-50,4,2,1,60,0,0") == ["3.0 ms late"]


def test_on_the_barline_or_within_the_measure_passes() -> None:
    assert of("3000,-50,4,2,1,60,0,0") == []
    assert of("3500,-50,4,2,1,60,0,0") == []


def test_a_line_without_a_change_of_velocity_passes() -> None:
    assert of("3003,-100,4,2,1,30,0,0") == []
