from __future__ import annotations

from engine.modding.checks.catch_hyperdashes import CHECK
from tests.builder import difficulty
from tests.engine.modding.subjects import found


def of(gap: int, distance: int, version: str) -> list[str]:
    content = difficulty("50,192,1000,1,0", f"{50 + distance},192,{1000 + gap},1,0", version=version, mode=2)
    return [one.severity for one in found(CHECK, content)]


def test_out_of_reach_of_a_dash() -> None:
    """CS 4: half a plate of 60.8 px and 245.8 px of dash in 250 ms, a quarter of a frame taken off."""
    assert of(250, 307, "Cup") == ["problem"]
    assert of(250, 306, "Cup") == []


def test_a_platter_may_have_them() -> None:
    assert of(250, 400, "Platter") == []
