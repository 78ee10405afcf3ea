from __future__ import annotations

from engine.modding.checks.lines_after_objects import CHECK
from tests.builder import RED, circles, difficulty
from tests.engine.modding.subjects import found

LATE = (RED, "2003,-50,4,2,1,60,0,0")
SLIDER = "100,100,2000,2,0,L|170:100,1,70"


def test_a_velocity_3_ms_after_its_slider() -> None:
    (one,) = found(CHECK, difficulty(SLIDER, points=LATE))
    assert (one.objects, one.found) == ((0,), "3 ms late")


def test_a_circle_does_not_mind_but_a_note_of_taiko_does() -> None:
    assert found(CHECK, difficulty(*circles(2000), points=LATE)) == []
    assert len(found(CHECK, difficulty(*circles(2000), points=LATE, mode=1))) == 1


def test_a_line_on_the_slider_passes() -> None:
    assert found(CHECK, difficulty(SLIDER, points=(RED, "2000,-50,4,2,1,60,0,0"))) == []


def test_a_line_that_only_changes_volume_passes() -> None:
    assert found(CHECK, difficulty(SLIDER, points=(RED, "2003,-100,4,2,1,30,0,0"))) == []
