from __future__ import annotations

from engine.modding.checks.offscreen_sliders import CHECK
from tests.builder import difficulty
from tests.engine.modding.subjects import found


def test_a_curve_that_leaves_the_screen_between_its_ends() -> None:
    (one,) = found(CHECK, difficulty("100,300,1000,2,0,P|250:420|400:300,1,400"))
    assert (one.severity, one.objects) == ("warning", (0,))


def test_a_straight_way_out_and_back() -> None:
    """Only the corner is out; stepping along the body finds it."""
    assert len(found(CHECK, difficulty("256,300,1000,2,0,L|256:400|256:300,1,200"))) == 1


def test_a_control_point_outside_of_a_curve_that_stays_inside_passes() -> None:
    assert found(CHECK, difficulty("100,300,1000,2,0,B|250:450|400:300,1,350")) == []


def test_a_slider_whose_end_is_out_is_told_by_another_check() -> None:
    assert found(CHECK, difficulty("256,300,1000,2,0,L|256:400,1,100")) == []
