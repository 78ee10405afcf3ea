from __future__ import annotations

from engine.modding.consistency.unusual_snapping import CHECK
from tests.builder import circles, difficulty
from tests.engine.modding.consistency.habits import broken, lines, strict_notes
from tests.engine.modding.subjects import found


def test_half_beats_throughout_surprise_nowhere() -> None:
    assert found(CHECK, difficulty(*lines(strict_notes()))) == []


def test_a_note_an_eighth_early_stands_out() -> None:
    """An eighth of a beat is 62.5 ms."""
    (one,) = found(CHECK, difficulty(*broken(85, time=1000 + 85 * 250 - 62)))
    assert (one.objects, one.found, one.expected) == ((85,), "on a 1/8 tick", "on a 1/2 tick")
    assert one.severity == "warning"


def test_a_map_full_of_eighths_expects_them() -> None:
    """A triplet of eighths at the end of each measure."""
    times = [1000 + 2000 * i + each for i in range(24) for each in (0, 500, 1000, 1500, 1562, 1625)]
    assert found(CHECK, difficulty(*circles(*times))) == []
