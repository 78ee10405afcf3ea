from __future__ import annotations

import pytest

from engine.modding.checks.difficulty_settings import CHECK
from tests.builder import difficulty
from tests.engine.modding.subjects import found


def test_more_than_one_decimal() -> None:
    (one,) = found(CHECK, difficulty(settings={"ApproachRate": "9.25"}))
    assert (one.severity, one.key) == ("problem", "ApproachRate")


@pytest.mark.parametrize("value", ["-1", "10.5", "nan", "much"])
def test_out_of_range(value: str) -> None:
    (one,) = found(CHECK, difficulty(settings={"OverallDifficulty": value}))
    assert one.key == "OverallDifficulty"


@pytest.mark.parametrize("value", ["0", "9.3", "10", "6.99999"])
def test_what_the_editor_sets_passes(value: str) -> None:
    assert found(CHECK, difficulty(settings={"HPDrainRate": value})) == []


def test_mania_may_have_more_keys() -> None:
    assert found(CHECK, difficulty(mode=3, settings={"CircleSize": "18"})) == []
