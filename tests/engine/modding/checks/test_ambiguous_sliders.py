from __future__ import annotations

from engine.modding.checks.ambiguous_sliders import CHECK
from tests.builder import difficulty
from tests.engine.modding.subjects import found


def test_ends_on_top_of_each_other() -> None:
    (one,) = found(CHECK, difficulty("100,100,1000,2,0,L|200:100|100:100,1,200"))
    assert one.key == "ends"


def test_a_corner_on_the_start() -> None:
    """Out, back to the start, and off to another side."""
    (one,) = found(CHECK, difficulty("100,100,1000,2,0,L|200:100|100:102|100:200,1,298"))
    assert one.key == "start"


def test_a_straight_one_and_one_with_a_corner_pass() -> None:
    content = difficulty("100,100,1000,2,0,L|240:100,1,140", "100,200,3000,2,0,L|200:200|200:300,1,200")
    assert found(CHECK, content) == []


def test_one_that_needs_no_following_passes() -> None:
    assert found(CHECK, difficulty("100,100,1000,2,0,L|150:100|100:100,1,100")) == []
