from __future__ import annotations

from engine.modding.checks.short_sliders import CHECK
from tests.builder import difficulty
from tests.engine.modding.subjects import found

SLIDER = "100,100,1000,2,0,L|200:100,1,{}"
"""140 px a beat of 500 ms."""


def test_120_ms_in_an_easy() -> None:
    (one,) = found(CHECK, difficulty(SLIDER.format(33.6), version="Easy"))
    assert one.found == "120 ms"


def test_125_ms_pass_and_a_normal_may_be_shorter() -> None:
    assert found(CHECK, difficulty(SLIDER.format(35), version="Easy")) == []
    assert found(CHECK, difficulty(SLIDER.format(20), version="Normal")) == []
