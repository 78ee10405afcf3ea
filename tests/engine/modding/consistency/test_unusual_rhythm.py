from __future__ import annotations

from engine.modding.consistency.unusual_rhythm import CHECK
from tests.builder import circles, difficulty
from tests.engine.modding.subjects import found

RHYTHM = (0, 500, 750, 1000, 1500)
"""ms in each measure."""


def times_of(measures: int) -> list[int]:
    return [1000 + 2000 * i + each for i in range(measures) for each in RHYTHM]


def test_the_same_rhythm_in_every_measure_surprises_nowhere() -> None:
    assert found(CHECK, difficulty(*circles(*times_of(24)))) == []


def test_a_note_left_out_stands_out_between_its_neighbours() -> None:
    times = times_of(24)
    gone = times.pop(12 * 5 + 2)
    (one,) = found(CHECK, difficulty(*circles(*times)))
    assert (one.time, one.objects, one.found) == (gone, (61, 62), "no object")


def test_a_note_too_many_stands_out() -> None:
    extra = 1000 + 2000 * 12 + 1250
    said = found(CHECK, difficulty(*circles(*sorted([*times_of(24), extra]))))
    assert [(each.time, each.found) for each in said] == [(extra, "an object")]


def test_a_break_is_no_missing_object() -> None:
    """Ten measures of nothing in the middle."""
    times = [each for each in times_of(40) if not 30_000 < each < 50_000]
    assert found(CHECK, difficulty(*circles(*times))) == []
