from __future__ import annotations

from engine.modding.checks.offscreen_objects import CHECK
from tests.builder import difficulty
from tests.engine.modding.subjects import found


def test_a_circle_over_the_bottom() -> None:
    """CS 4: a radius of 36.5 px; the screen ends at y 428."""
    (one,) = found(CHECK, difficulty("256,393,1000,1,0"))
    assert (one.severity, one.objects) == ("problem", (0,))


def test_at_the_border_it_passes() -> None:
    assert found(CHECK, difficulty("256,391,1000,1,0", "512,0,2000,1,0", "0,0,3000,1,0")) == []


def test_the_end_of_a_slider() -> None:
    (one,) = found(CHECK, difficulty("256,300,1000,2,0,L|256:400,1,100"))
    assert one.key == "end"


def test_a_stack_pushes_over_the_top() -> None:
    """Each object of a stack lies 3.6 px left and above the next."""
    stacked = [f"256,-20,{1000 + 100 * i},1,0" for i in range(3)]
    assert [one.objects for one in found(CHECK, difficulty(*stacked))] == [(0,)]
