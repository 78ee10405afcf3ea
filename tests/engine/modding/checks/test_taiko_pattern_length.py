from __future__ import annotations

from engine.modding.checks.taiko_pattern_length import CHECK
from tests.builder import circles, difficulty
from tests.engine.modding.subjects import found, mapset


def of(count: int, gap: float, version: str, *others: bytes) -> list[tuple[str, int]]:
    content = difficulty(*circles(*(int(1000 + gap * i) for i in range(count))), version=version, mode=1)
    return [(one.key, len(one.objects)) for one in found(CHECK, content, mapset(*others))]


def test_seven_beats_in_a_row_pass_in_a_kantan_and_eight_do_not() -> None:
    assert of(7, 500, "Kantan") == []
    assert of(8, 500, "Kantan") == [("1/1", 8)]


def test_quarters_in_muzukashii_and_oni() -> None:
    assert of(5, 125, "Muzukashii") == []
    assert of(6, 125, "Muzukashii") == [("1/4", 6)]
    assert of(9, 125, "Oni") == []
    assert of(10, 125, "Oni") == [("1/4", 10)]


def test_a_futsuu_may_have_seven_halves_where_there_is_a_kantan() -> None:
    assert of(7, 250, "Futsuu") == [("1/2", 7)]
    assert of(7, 250, "Futsuu", difficulty(version="Kantan", mode=1)) == []
