from __future__ import annotations

from engine.modding.checks.snapping_across_difficulties import CHECK
from tests.builder import circles, difficulty
from tests.engine.modding.subjects import found, mapset

EXTRA = difficulty(*circles(1000, 1250, 1375, 1500), version="Extra")


def test_a_third_where_the_harder_difficulty_has_a_quarter() -> None:
    (one,) = found(CHECK, difficulty(*circles(1000, 1333, 1500)), mapset(EXTRA))
    assert (one.objects, one.found, one.expected) == ((1,), "1/3", "1/4 as in Extra")


def test_the_same_quarter_passes() -> None:
    assert found(CHECK, difficulty(*circles(1000, 1375, 1500)), mapset(EXTRA)) == []


def test_an_easier_difficulty_may_simplify() -> None:
    easy = difficulty(*circles(1000, 1375), version="Easy")
    assert found(CHECK, difficulty(*circles(1000, 1333)), mapset(easy)) == []
