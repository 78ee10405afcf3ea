from __future__ import annotations

from engine.modding.consistency.unusual_samples import CHECK
from tests.builder import difficulty
from tests.engine.modding.consistency.habits import broken, lines, strict_notes
from tests.engine.modding.subjects import found


def test_one_sample_set_throughout_surprises_nowhere() -> None:
    assert found(CHECK, difficulty(*lines(strict_notes()))) == []


def test_a_single_note_of_another_set_stands_out() -> None:
    (one,) = found(CHECK, difficulty(*broken(85, sets="3:3")))
    assert (one.objects, one.found, one.expected) == ((85,), "drum", "soft")


def test_a_section_of_another_set_is_meant() -> None:
    """Eight measures of drum, said by a green line."""
    points = ("1000,500,4,2,1,60,1,0", "17000,-100,4,3,1,60,0,0", "33000,-100,4,2,1,60,0,0")
    assert found(CHECK, difficulty(*lines(strict_notes()), points=points)) == []


def test_the_set_of_an_addition_that_does_not_sound_is_not_heard() -> None:
    assert found(CHECK, difficulty(*broken(85, sets="0:3"))) == []
