from __future__ import annotations

from engine.modding.checks.inconsistent_timing import CHECK
from tests.builder import RED, difficulty
from tests.engine.modding.subjects import found, mapset


def against(*theirs: str, mine: tuple[str, ...] = (RED,)) -> list[tuple[str, str]]:
    beside = mapset(difficulty(points=theirs, version="Hard"))
    return [(one.severity, one.key) for one in found(CHECK, difficulty(points=mine), beside)]


def test_equal_red_lines_pass_whatever_the_green_ones_are() -> None:
    assert against(RED, "5000,-50,4,2,1,60,0,0") == []


def test_another_offset_is_a_line_too_many_and_a_line_missing() -> None:
    assert against("1010,500,4,2,1,60,1,0") == [("problem", "extra"), ("problem", "missing")]


def test_another_tempo_or_meter() -> None:
    assert against("1000,501,4,2,1,60,1,0") == [("problem", "tempo")]
    assert against("1000,500,3,2,1,60,1,0") == [("problem", "meter")]


def test_decimals_are_minor() -> None:
    assert against("1000.4,500,4,2,1,60,1,0") == [("minor", "decimals")]


def test_it_is_told_once_for_all_difficulties() -> None:
    other = difficulty(points=("1010,500,4,2,1,60,1,0",))
    assert len(found(CHECK, difficulty(), mapset(other, other, other))) == 2
