from __future__ import annotations

from engine.modding.checks.rare_snapping import CHECK
from tests.builder import circles, difficulty
from tests.engine.modding.subjects import found, mapset

QUARTERS = [1000 + 125 * i for i in range(100)]


def test_a_divisor_used_once_among_hundred_quarters_is_told() -> None:
    """1/7 of a beat of 500 ms is 71 ms."""
    (one,) = found(CHECK, difficulty(*circles(*QUARTERS, 13571)))
    assert (one.severity, one.key, one.objects) == ("warning", "7", (100,))


def test_a_divisor_used_throughout_passes() -> None:
    sixteenths = [13500 + 31.25 * i for i in range(50)]
    assert found(CHECK, difficulty(*circles(*QUARTERS, *map(int, sixteenths)))) == []


def test_twelfths_are_at_home_in_a_song_that_swings() -> None:
    thirds = [1000 + int(500 * i / 3) for i in range(60)]
    assert found(CHECK, difficulty(*circles(*thirds, 11041))) == []


def test_another_difficulty_with_an_object_there_confirms_it() -> None:
    content = difficulty(*circles(*QUARTERS, 13571))
    assert found(CHECK, content, mapset(difficulty(*circles(13571), version="Extra"))) == []
