from __future__ import annotations

import pytest

from engine.modding.checks.unused_red_lines import CHECK
from tests.builder import RED, difficulty
from tests.engine.modding.subjects import found


def test_a_red_line_after_whole_measures_that_changes_nothing() -> None:
    """A measure of four beats lasts 2000 ms."""
    (one,) = found(CHECK, difficulty(points=(RED, "9000,500,4,2,1,60,1,0")))
    assert one.time == 9000


@pytest.mark.parametrize("line", ["8500,500,4,2,1,60,1,0", "9000,500,3,2,1,60,1,0", "9000,400,4,2,1,60,1,0"])
def test_another_downbeat_meter_or_tempo_passes(line: str) -> None:
    assert found(CHECK, difficulty(points=(RED, line))) == []


def test_a_barline_left_out_in_taiko_passes() -> None:
    assert found(CHECK, difficulty(points=(RED, "9000,500,4,2,1,60,1,8"), mode=1)) == []
