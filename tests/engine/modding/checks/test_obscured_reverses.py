from __future__ import annotations

from engine.modding.checks.obscured_reverses import CHECK
from tests.builder import difficulty
from tests.engine.modding.subjects import found

SLIDER = "100,100,1250,2,0,L|240:100,2,140"
"""It turns at 240,100 after a beat, at 1750 ms."""


def test_a_circle_right_on_the_arrow() -> None:
    (one,) = found(CHECK, difficulty("240,100,1200,1,0", SLIDER))
    assert (one.severity, one.objects) == ("warning", (0, 1))


def test_partly_on_it_is_minor() -> None:
    assert [one.severity for one in found(CHECK, difficulty("258,100,1200,1,0", SLIDER))] == ["minor"]


def test_beside_it_or_long_before_passes() -> None:
    assert found(CHECK, difficulty("270,100,1200,1,0", SLIDER)) == []
    assert found(CHECK, difficulty("240,100,1000,1,0", SLIDER)) == []


def test_a_slider_without_an_arrow_passes() -> None:
    assert found(CHECK, difficulty("240,100,1200,1,0", "100,100,1250,2,0,L|240:100,1,140")) == []
