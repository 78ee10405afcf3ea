from __future__ import annotations

from engine.modding.checks.zero_length_objects import CHECK
from tests.builder import difficulty
from tests.engine.modding.subjects import found


def test_a_spinner_that_ends_where_it_starts() -> None:
    (one,) = found(CHECK, difficulty("256,192,1000,12,0,1000"))
    assert one.severity == "problem"


def test_a_slider_whose_points_all_lie_on_its_head() -> None:
    (one,) = found(CHECK, difficulty("100,100,1000,2,0,L|100:100,1,70"))
    assert one.objects == (0,)


def test_a_short_slider_passes() -> None:
    assert found(CHECK, difficulty("100,100,1000,2,0,L|107:100,1,7")) == []
