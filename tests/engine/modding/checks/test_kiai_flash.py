from __future__ import annotations

from engine.modding.checks.kiai_flash import CHECK
from tests.builder import RED, difficulty
from tests.engine.modding.subjects import found


def kiai(length: int, start: int = 2000) -> tuple[str, ...]:
    return RED, f"{start},-100,4,2,1,60,0,1", f"{start + length},-100,4,2,1,60,0,0"


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


def test_many_flashes_are_told_at_once() -> None:
    lines = [line for t in range(2000, 8000, 1000) for line in kiai(125, t)[1:]]
    (one,) = found(CHECK, difficulty(points=(RED, *lines)))
    assert (one.key, one.found) == ("many", "6 times")
