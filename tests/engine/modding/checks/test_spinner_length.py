from __future__ import annotations

import pytest

from engine.modding.checks.spinner_length import CHECK
from tests.builder import difficulty
from tests.engine.modding.subjects import found


def of(length: int, version: str) -> list[str]:
    return [
        one.severity
        for one in found(CHECK, difficulty(f"256,192,1000,12,0,{1000 + length}", version=version))
    ]


@pytest.mark.parametrize(("version", "least"), [("Easy", 1000), ("Normal", 750), ("Hard", 500)])
def test_each_level_has_its_shortest(version: str, least: int) -> None:
    assert of(least - 10, version) == ["problem"]
    assert of(least, version) == ["warning"]
    assert of(round(1.2 * least), version) == []


def test_an_insane_may_be_short() -> None:
    assert of(450, "Insane") == []
