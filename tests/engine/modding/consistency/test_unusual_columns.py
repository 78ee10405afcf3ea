from __future__ import annotations

from engine.modding.consistency.unusual_columns import CHECK
from tests.builder import difficulty
from tests.engine.modding.subjects import found

STAIR = (0, 1, 2, 3, 2, 1, 0, 3)
"""Columns on the half beats of a measure; the difficulty has four keys."""


def notes(measures: int = 24) -> list[str]:
    return [f"{STAIR[i % 8] * 128 + 64},192,{1000 + 250 * i},1,0,0:0:0:0:" for i in range(8 * measures)]


def test_a_stair_that_comes_back_surprises_nowhere() -> None:
    assert found(CHECK, difficulty(*notes(), mode=3)) == []


def test_a_note_in_another_column_stands_out() -> None:
    lines = notes()
    lines[83] = lines[83].replace("448,", "64,")
    (one,) = found(CHECK, difficulty(*lines, mode=3))
    assert (one.objects, one.found, one.expected) == ((83,), "column 1", "column 4")


def test_a_second_note_in_a_row_stands_out_with_both() -> None:
    lines = notes()
    lines.insert(84, lines[83].replace("448,", "64,"))
    (one,) = found(CHECK, difficulty(*lines, mode=3))
    assert (one.objects, one.found, one.expected) == ((83, 84), "columns 1, 4", "column 4")
