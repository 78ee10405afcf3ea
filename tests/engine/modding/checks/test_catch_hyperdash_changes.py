from __future__ import annotations

from engine.modding.checks.catch_hyperdash_changes import CHECK
from tests.builder import difficulty
from tests.engine.modding.subjects import found


def of(first: int, second: int, version: str) -> list[str]:
    times = (1000, 1000 + first, 1000 + first + second)
    fruits = [f"{x},192,{time},1,0" for x, time in zip((20, 490, 20), times, strict=True)]
    return [one.severity for one in found(CHECK, difficulty(*fruits, version=version, mode=2))]


def test_another_rhythm() -> None:
    assert of(300, 150, "Platter") == ["problem"]
    assert of(300, 150, "Rain") == ["warning"]


def test_the_same_rhythm_passes() -> None:
    assert of(300, 301, "Platter") == []
