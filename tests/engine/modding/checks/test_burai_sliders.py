from __future__ import annotations

from engine.modding.checks.burai_sliders import CHECK
from tests.builder import difficulty
from tests.engine.modding.subjects import found


def test_a_bezier_that_runs_back_over_itself() -> None:
    """Out by 200 px and back on the same line, and on upwards."""
    content = difficulty("100,200,1000,2,0,B|300:200|300:200|120:200|120:200|120:50,1,530")
    (one,) = found(CHECK, content)
    assert (one.severity, one.objects) == ("warning", (0,))


def test_a_loop_that_crosses_itself_at_an_angle_passes() -> None:
    assert found(CHECK, difficulty("100,200,1000,2,0,B|500:200|300:-100|150:350,1,500")) == []


def test_a_straight_slider_and_an_arc_pass() -> None:
    assert (
        found(
            CHECK, difficulty("100,100,1000,2,0,L|300:100,1,200", "100,200,3000,2,0,P|200:100|300:200,1,300")
        )
        == []
    )
