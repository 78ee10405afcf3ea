from __future__ import annotations

from engine.modding.consistency.unusual_volumes import CHECK
from tests.builder import RED, difficulty
from tests.engine.modding.consistency.habits import lines, strict_notes
from tests.engine.modding.subjects import found


def loud(volumes: list[int]) -> bytes:
    """A green line at each measure of the strict map."""
    greens = [f"{1000 + 2000 * i},-100,4,2,1,{each},0,0" for i, each in enumerate(volumes)]
    return difficulty(*lines(strict_notes(len(volumes))), points=(RED, *greens))


def test_loud_and_quiet_halves_surprise_nowhere() -> None:
    assert found(CHECK, loud([60] * 16 + [80] * 16)) == []


def test_one_quiet_measure_stands_out() -> None:
    volumes = [60] * 32
    volumes[20] = 25
    (one,) = found(CHECK, loud(volumes))
    assert one.objects == tuple(range(160, 168))
    assert (one.found, one.expected) == ("25 %", "about 60 %")


def test_a_volume_a_little_off_is_the_same() -> None:
    volumes = [60] * 32
    volumes[20] = 62
    assert found(CHECK, loud(volumes)) == []
