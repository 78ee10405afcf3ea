from __future__ import annotations

from engine.modding.checks.mania_double_hitsounds import CHECK
from tests.builder import difficulty
from tests.engine.modding.subjects import found


def row(*sounds: str) -> list[str]:
    notes = [f"{64 + 128 * i},192,1000,1,{sound}" for i, sound in enumerate(sounds)]
    return [one.key for one in found(CHECK, difficulty(*notes, mode=3, settings={"CircleSize": "4"}))]


def test_a_clap_on_two_notes_of_a_chord() -> None:
    assert row("8", "8") == ["soft-hitclap"]


def test_a_file_of_its_own_on_two_notes() -> None:
    assert row("0,0:0:0:0:kick.wav", "0,0:0:0:0:kick.wav") == ["kick"]


def test_plain_notes_and_different_sounds_pass() -> None:
    assert row("0", "0", "8", "2") == []


def test_one_after_the_other_they_pass() -> None:
    notes = ("64,192,1000,1,8", "192,192,1500,1,8")
    assert found(CHECK, difficulty(*notes, mode=3, settings={"CircleSize": "4"})) == []
