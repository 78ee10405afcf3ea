from __future__ import annotations

from engine.modding.checks.catch_consecutive_hyperdashes import CHECK
from tests.builder import difficulty
from tests.engine.modding.subjects import found


def row(count: int, gap: int, version: str) -> list[str]:
    """So many hyperdashes from border to border, and rest at the end."""
    fruits = [f"{490 if i % 2 else 20},192,{1000 + gap * i},1,0" for i in range(count + 1)]
    return [one.found for one in found(CHECK, difficulty(*fruits, version=version, mode=2))]


def test_two_in_a_platter_and_four_in_a_rain() -> None:
    assert row(2, 300, "Platter") == []
    assert row(3, 300, "Platter") == ["3"]
    assert row(4, 300, "Rain") == []
    assert row(5, 300, "Rain") == ["5"]


def test_short_ones_only_alone() -> None:
    assert row(1, 150, "Platter") == []
    assert row(2, 150, "Platter") == ["2"]
    assert row(2, 100, "Rain") == ["2"]
