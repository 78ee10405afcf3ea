from __future__ import annotations

from engine.modding.checks.taiko_close_barlines import CHECK
from tests.builder import RED, difficulty
from tests.engine.modding.subjects import found


def of(*points: str) -> list[str]:
    return [one.found for one in found(CHECK, difficulty(points=points, mode=1))]


def test_a_red_line_30_ms_after_a_barline() -> None:
    """A measure of the first line lasts 2000 ms."""
    assert of(RED, "3030,400,4,2,1,60,1,0") == ["30 ms"]


def test_on_the_barline_or_well_after_it_passes() -> None:
    assert of(RED, "3000,400,4,2,1,60,1,0") == []
    assert of(RED, "3250,400,4,2,1,60,1,0") == []


def test_with_its_first_barline_left_out_it_passes() -> None:
    assert of(RED, "3030,400,4,2,1,60,1,8") == []
