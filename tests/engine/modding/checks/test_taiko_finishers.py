from __future__ import annotations

from engine.modding.checks.taiko_finishers import CHECK
from tests.builder import difficulty
from tests.engine.modding.subjects import found

DON, KAT, BIG_DON, BIG_KAT = 0, 8, 4, 12


def row(gap: int, version: str, *sounds: int) -> list[tuple[str, str]]:
    notes = [f"256,192,{1000 + gap * i},1,{sound}" for i, sound in enumerate(sounds)]
    return [(one.severity, one.key) for one in found(CHECK, difficulty(*notes, version=version, mode=1))]


def test_none_in_quarters_of_a_muzukashii() -> None:
    assert row(125, "Muzukashii", DON, BIG_KAT) == [("problem", "fast")]
    assert row(250, "Muzukashii", DON, BIG_KAT) == []


def test_in_an_oni_only_the_last_of_a_pattern_and_in_another_colour() -> None:
    assert row(125, "Oni", DON, DON, BIG_KAT) == []
    assert row(125, "Oni", DON, DON, BIG_DON) == [("problem", "colour")]
    assert row(125, "Oni", DON, BIG_KAT, DON) == [("problem", "last")]


def test_an_inner_oni_is_only_warned() -> None:
    assert row(125, "Inner Oni", DON, BIG_KAT, DON) == [("warning", "last")]


def test_alone_it_passes() -> None:
    assert row(500, "Kantan", DON, BIG_DON, DON) == []
