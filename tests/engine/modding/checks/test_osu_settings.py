from __future__ import annotations

from engine.modding.checks.osu_settings import CHECK
from tests.builder import difficulty
from tests.engine.modding.subjects import found


def of(version: str, **settings: str) -> list[tuple[str, str]]:
    return [(one.severity, one.key) for one in found(CHECK, difficulty(version=version, settings=settings))]


def test_insane_settings_in_an_insane_pass() -> None:
    """HP 5, CS 4, OD 8, AR 9."""
    assert of("Insane") == []


def test_a_little_beyond_is_minor_and_far_a_warning() -> None:
    assert of("Insane", ApproachRate="9.6") == [("minor", "AR")]
    assert of("Insane", OverallDifficulty="5") == [("warning", "OD")]


def test_insane_settings_in_an_easy() -> None:
    assert [key for _, key in of("Easy")] == ["AR", "OD", "HP"]
