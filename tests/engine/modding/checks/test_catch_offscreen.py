from __future__ import annotations

from engine.modding.checks.catch_offscreen import CHECK
from tests.builder import difficulty
from tests.engine.modding.subjects import found


def test_a_fruit_and_the_end_of_a_slider_beyond_the_border() -> None:
    content = difficulty("-10,192,1000,1,0", "400,192,2000,2,0,L|600:192,1,140", mode=2)
    assert [one.key for one in found(CHECK, content)] == ["fruit", "slider end"]


def test_at_the_border_it_passes() -> None:
    assert found(CHECK, difficulty("0,192,1000,1,0", "512,192,2000,1,0", mode=2)) == []
