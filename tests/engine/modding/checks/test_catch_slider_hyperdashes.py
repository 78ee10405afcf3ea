from __future__ import annotations

from engine.modding.checks.catch_slider_hyperdashes import CHECK
from tests.builder import RED, difficulty
from tests.engine.modding.subjects import found

SLIDER = "20,192,1000,2,0,L|500:192,2,470"
"""Across the field and back, fast enough for a hyperdash on its repeat."""

FAST = (RED, "1000,-20,4,2,1,60,0,0")


def of(version: str) -> list[tuple[str, str]]:
    content = difficulty(SLIDER, version=version, mode=2, points=FAST, settings={"SliderMultiplier": "3.6"})
    return [(one.severity, one.key) for one in found(CHECK, content)]


def test_on_a_repeat() -> None:
    assert of("Platter") == [("problem", "slider repeat")]


def test_an_overdose_may_do_as_it_likes() -> None:
    assert of("Overdose") == []


def test_on_its_end_it_passes() -> None:
    slow = difficulty("20,192,1000,2,0,L|160:192,1,140", "500,192,1600,1,0", version="Platter", mode=2)
    assert found(CHECK, slow) == []
