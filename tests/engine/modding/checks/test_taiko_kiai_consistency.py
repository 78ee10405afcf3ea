from __future__ import annotations

from engine.modding.checks.taiko_kiai_consistency import CHECK
from tests.builder import RED, difficulty
from tests.engine.modding.subjects import found, mapset


def with_kiai(start: int, version: str) -> bytes:
    points = (RED, f"{start},-100,4,2,1,60,0,1", "9000,-100,4,2,1,60,0,0")
    return difficulty(points=points, version=version, mode=1)


def test_kiai_that_starts_elsewhere() -> None:
    (one,) = found(CHECK, with_kiai(5000, "Oni"), mapset(with_kiai(7000, "Futsuu")))
    assert one.time == 5000


def test_kiai_that_is_missing() -> None:
    (one,) = found(CHECK, difficulty(version="Oni", mode=1), mapset(with_kiai(7000, "Futsuu")))
    assert one.time == 7000


def test_the_same_within_2_ms_passes() -> None:
    assert found(CHECK, with_kiai(5000, "Oni"), mapset(with_kiai(5001, "Futsuu"))) == []
