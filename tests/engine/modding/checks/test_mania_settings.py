from __future__ import annotations

import pytest

from engine.modding.checks.mania_settings import CHECK
from tests.builder import difficulty
from tests.engine.modding.subjects import found


def of(version: str, od: str) -> list[str]:
    settings = {"OverallDifficulty": od}
    return [one.key for one in found(CHECK, difficulty(version=version, mode=3, settings=settings))]


@pytest.mark.parametrize(("version", "most"), [("Easy", 7), ("Normal", 7.5), ("Hard", 8)])
def test_each_level_has_its_most(version: str, most: float) -> None:
    assert of(version, str(most)) == []
    assert of(version, str(most + 0.1)) == ["OD"]


def test_an_insane_may_do_as_it_likes() -> None:
    assert of("Insane", "10") == []
