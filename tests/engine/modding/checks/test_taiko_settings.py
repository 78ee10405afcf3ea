from __future__ import annotations

from engine.modding.checks.taiko_settings import CHECK
from tests.builder import circles, difficulty
from tests.engine.modding.subjects import found


def of(version: str, hp: str, od: str, seconds: int = 100) -> list[str]:
    objects = circles(0, seconds * 1000)
    settings = {"HPDrainRate": hp, "OverallDifficulty": od}
    return [one.key for one in found(CHECK, difficulty(*objects, version=version, mode=1, settings=settings))]


def test_od_and_hp_by_level() -> None:
    assert of("Kantan", "8", "3") == []
    assert of("Kantan", "7", "4") == ["OD", "HP"]
    assert of("Oni", "5", "5") == []


def test_long_maps_may_have_less_hp() -> None:
    assert of("Kantan", "7", "3", seconds=230) == []
