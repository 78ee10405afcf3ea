from __future__ import annotations

from engine.modding.consistency.unusual_combos import CHECK
from tests.builder import difficulty
from tests.engine.modding.consistency.habits import broken, lines, strict_notes
from tests.engine.modding.subjects import found


def test_a_combo_in_every_measure_surprises_nowhere() -> None:
    assert found(CHECK, difficulty(*lines(strict_notes()))) == []


def test_a_combo_in_the_middle_of_a_measure_stands_out() -> None:
    (one,) = found(CHECK, difficulty(*broken(83, new_combo=True)))
    assert (one.objects, one.found, one.expected) == ((83,), "new combo", "no new combo")


def test_a_combo_left_out_stands_out() -> None:
    (one,) = found(CHECK, difficulty(*broken(80, new_combo=False)))
    assert (one.objects, one.found, one.expected) == ((80,), "no new combo", "new combo")


def test_a_map_too_short_for_habits_says_nothing() -> None:
    notes = strict_notes(1)
    assert found(CHECK, difficulty(*lines(notes), notes[3].line.replace(",1,", ",5,"))) == []
