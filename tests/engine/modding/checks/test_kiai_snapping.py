from __future__ import annotations

from engine.modding.checks.kiai_snapping import CHECK
from tests.builder import RED, difficulty
from tests.engine.modding.subjects import found


def kiai(start: int, end: int) -> tuple[str, ...]:
    return RED, f"{start},-100,4,2,1,60,0,1", f"{end},-100,4,2,1,60,0,0"


def test_kiai_that_starts_12_ms_late() -> None:
    (one,) = found(CHECK, difficulty(points=kiai(2012, 4000)))
    assert (one.severity, one.key, one.found) == ("warning", "starts", "+12 ms")


def test_an_end_off_the_beat_is_minor() -> None:
    (one,) = found(CHECK, difficulty(points=kiai(2000, 4012)))
    assert (one.severity, one.key) == ("minor", "ends")


def test_6_ms_are_seen_in_taiko_only() -> None:
    assert [one.severity for one in found(CHECK, difficulty(points=kiai(2006, 4000)))] == ["minor"]
    assert [one.severity for one in found(CHECK, difficulty(points=kiai(2006, 4000), mode=1))] == ["warning"]


def test_on_the_beat_it_passes() -> None:
    assert found(CHECK, difficulty(points=kiai(2000, 4000))) == []
