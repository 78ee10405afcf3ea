from __future__ import annotations

from engine.modding.consistency.unusual_colours import CHECK
from tests.builder import difficulty
from tests.engine.modding.subjects import found

PATTERN = (0, 0, 8, 0, 8, 8, 0, 8)
"""d d k d k k d k on the half beats of a measure."""


def notes(measures: int = 24) -> list[str]:
    return [f"256,192,{1000 + 250 * i},1,{PATTERN[i % 8]},0:0:0:0:" for i in range(8 * measures)]


def test_a_pattern_that_comes_back_surprises_nowhere() -> None:
    assert found(CHECK, difficulty(*notes(), mode=1)) == []


def test_a_kat_for_a_don_stands_out() -> None:
    lines = notes()
    lines[83] = lines[83].replace(",1,0,", ",1,8,")
    (one,) = found(CHECK, difficulty(*lines, mode=1))
    assert (one.objects, one.found, one.expected) == ((83,), "kat", "don")


def test_a_finisher_where_none_ever_was_stands_out() -> None:
    lines = notes()
    lines[83] = lines[83].replace(",1,0,", ",1,4,")
    (one,) = found(CHECK, difficulty(*lines, mode=1))
    assert (one.objects, one.found, one.expected) == ((83,), "big don", "don")
