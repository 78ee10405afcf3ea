from __future__ import annotations

from engine.modding.checks.taiko_last_barline import CHECK
from tests.builder import circles, difficulty
from tests.engine.modding.subjects import found


def of(*objects: str) -> list[str]:
    return [one.severity for one in found(CHECK, difficulty(*objects, mode=1))]


def test_a_last_note_one_ms_before_the_barline() -> None:
    assert of(*circles(1000, 2999)) == ["problem"]


def test_a_denden_that_ends_there_is_minor() -> None:
    assert of("256,192,1000,12,0,2999") == ["minor"]


def test_on_the_barline_or_within_the_measure_passes() -> None:
    assert of(*circles(1000, 3000)) == []
    assert of(*circles(1000, 2500)) == []
