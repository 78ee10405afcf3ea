from __future__ import annotations

from engine.modding.consistency.unusual_spacing import CHECK
from tests.builder import difficulty
from tests.engine.modding.consistency.habits import broken, lines, strict_notes
from tests.engine.modding.subjects import found


def test_even_spacing_surprises_nowhere() -> None:
    assert found(CHECK, difficulty(*lines(strict_notes()))) == []


def test_a_note_far_off_stands_out_with_the_place_where_it_would_be() -> None:
    """Note 83 belongs at (280, 100), 60 px right of (220, 100)."""
    said = found(CHECK, difficulty(*broken(83, x=500, y=100)))
    one = next(each for each in said if each.objects == (83,))
    assert one.found == "280 px"
    assert one.expected_position is not None
    x, y = one.expected_position
    assert abs(x - 280) < 10
    assert y == 100


def test_a_stack_among_jumps_stands_out() -> None:
    assert (83,) in [each.objects for each in found(CHECK, difficulty(*broken(83, x=220, y=100)))]


def test_in_catch_only_the_distance_sideways_counts() -> None:
    assert found(CHECK, difficulty(*broken(83, y=380), mode=2)) == []
    assert found(CHECK, difficulty(*broken(83, x=20), mode=2)) != []


def test_after_a_pause_objects_are_free() -> None:
    notes = strict_notes()
    assert found(CHECK, difficulty(*lines(notes), f"500,380,{notes[-1].time + 4000},1,0")) == []
