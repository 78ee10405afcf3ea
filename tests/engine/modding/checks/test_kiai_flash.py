from __future__ import annotations

from engine.modding.checks.kiai_flash import CHECK
from tests.builder import RED, difficulty
from tests.engine.modding.subjects import found


def kiai(length: int) -> tuple[str, ...]:
    return RED, "2000,-100,4,2,1,60,0,1", f"{2000 + length},-100,4,2,1,60,0,0"


def test_kiai_of_half_a_beat() -> None:
    (one,) = found(CHECK, difficulty(points=kiai(250)))
    assert (one.severity, one.time, one.end_time) == ("minor", 2000, 2250)


def test_a_quarter_of_a_beat_flickers_in_taiko() -> None:
    (one,) = found(CHECK, difficulty(points=kiai(125), mode=1))
    assert one.severity == "warning"


def test_a_whole_beat_passes() -> None:
    assert found(CHECK, difficulty(points=kiai(500))) == []


def test_kiai_to_the_end_of_the_song_passes() -> None:
    assert found(CHECK, difficulty(points=(RED, "2000,-100,4,2,1,60,0,1"))) == []
