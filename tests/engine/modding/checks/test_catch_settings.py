from __future__ import annotations

from engine.modding.checks.catch_settings import CHECK
from tests.builder import difficulty
from tests.engine.modding.subjects import found

RAIN = {"ApproachRate": "8.5", "OverallDifficulty": "8.5", "HPDrainRate": "5.5"}


def of(version: str, **settings: str) -> list[str]:
    return [
        one.key for one in found(CHECK, difficulty(version=version, mode=2, settings={**RAIN, **settings}))
    ]


def test_rain_settings_in_a_rain_pass() -> None:
    assert of("Rain") == []


def test_od_should_be_ar() -> None:
    assert of("Rain", OverallDifficulty="8") == ["OD"]


def test_rain_settings_in_a_cup() -> None:
    assert of("Cup") == ["AR", "HP", "CS"]
