from __future__ import annotations

from engine.modding.checks.short_spinners import CHECK
from tests.builder import difficulty
from tests.engine.modding.subjects import found


def of(length: int, od: float) -> list[str]:
    content = difficulty(f"256,192,1000,12,0,{1000 + length}", settings={"OverallDifficulty": str(od)})
    return [one.severity for one in found(CHECK, content)]


def test_below_450_ms_at_od_5_it_never_works() -> None:
    assert (of(449, 5), of(450, 5), of(500, 5)) == (["problem"], ["warning"], [])


def test_a_higher_od_asks_for_more() -> None:
    """17 and 20 ms more for each step."""
    assert (of(500, 8), of(501, 8), of(560, 8)) == (["problem"], ["warning"], [])


def test_a_lower_od_for_less() -> None:
    assert of(400, 0) == []
