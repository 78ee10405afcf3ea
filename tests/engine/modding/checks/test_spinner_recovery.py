from __future__ import annotations

import pytest

from engine.modding.checks.spinner_recovery import CHECK
from tests.builder import RED, circles, difficulty
from tests.engine.modding.subjects import found

FAST = "1000,250,4,2,1,60,1,0"
"""240 BPM."""


def of(gap: int, version: str, red: str = FAST) -> list[str]:
    content = difficulty("256,192,1000,12,0,3000", *circles(3000 + gap), version=version, points=(red,))
    return [one.severity for one in found(CHECK, content)]


@pytest.mark.parametrize(("version", "least"), [("Easy", 1000), ("Normal", 500), ("Hard", 250)])
def test_each_level_needs_its_time(version: str, least: int) -> None:
    assert of(least - 10, version) == ["problem"]
    assert of(least, version) == ["warning"]
    assert of(round(1.2 * least), version) == []


def test_slow_songs_need_less() -> None:
    assert of(1000, "Easy", RED) == []


def test_an_insane_and_a_second_spinner_pass() -> None:
    assert of(50, "Insane") == []
    assert found(CHECK, difficulty("256,192,1000,12,0,3000", "256,192,3100,12,0,6000", version="Easy")) == []
