from __future__ import annotations

import pytest

from engine.modding.checks.mania_short_holds import CHECK
from tests.builder import difficulty
from tests.engine.modding.subjects import found


def of(length: int, version: str = "Insane") -> list[str]:
    content = difficulty(f"64,192,1000,128,0,{1000 + length}:0:0:0:0:", version=version, mode=3)
    return [one.severity for one in found(CHECK, content)]


def test_nobody_lets_go_in_20_ms() -> None:
    assert (of(19), of(29), of(30)) == (["problem"], ["warning"], [])


@pytest.mark.parametrize(("version", "least"), [("Easy", 500), ("Normal", 250), ("Hard", 125)])
def test_each_level_has_its_shortest(version: str, least: int) -> None:
    assert of(least - 20, version) == ["minor"]
    assert of(least, version) == []
