from __future__ import annotations

from engine.modding.checks.catch_hyperdash_antiflow import CHECK
from tests.builder import difficulty
from tests.engine.modding.subjects import found


def of(gap: int, third: int, version: str = "Platter") -> list[str]:
    fruits = ("20,192,1000,1,0", f"400,192,{1000 + gap},1,0", f"{third},192,{1000 + gap + 250},1,0")
    return [one.severity for one in found(CHECK, difficulty(*fruits, version=version, mode=2))]


def test_back_after_a_short_hyperdash() -> None:
    assert of(150, 250) == ["warning"]


def test_on_or_a_little_back_passes() -> None:
    assert of(150, 480) == []
    assert of(150, 360) == []


def test_after_a_long_one_there_is_time() -> None:
    assert of(270, 250) == []
