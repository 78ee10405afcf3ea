from __future__ import annotations

from engine.modding.checks.objects_before_red_lines import CHECK
from tests.builder import RED, circles, difficulty
from tests.engine.modding.subjects import found

POINTS = (RED, "3010,400,4,2,1,60,1,0")
"""From 3010 ms on another tempo; the old one has a tick at 3000."""


def test_an_object_on_the_old_tick_just_before_a_new_timing() -> None:
    (one,) = found(CHECK, difficulty(*circles(1000, 3000), points=POINTS))
    assert (one.severity, one.objects) == ("warning", (1,))


def test_on_the_new_line_it_passes() -> None:
    assert found(CHECK, difficulty(*circles(1000, 3010), points=POINTS)) == []


def test_a_beat_before_it_is_the_old_timings_business() -> None:
    assert found(CHECK, difficulty(*circles(1000, 2500), points=POINTS)) == []
