from __future__ import annotations

import pytest

from engine.modding.checks.taiko_rest_moments import CHECK
from tests.builder import circles, difficulty
from tests.engine.modding.subjects import found


def of(beats: int, version: str, extra: tuple[int, ...] = ()) -> list[tuple[str, str]]:
    """A note each beat of 500 ms, and some more."""
    times = [*(1000 + 500 * i for i in range(beats + 1)), *extra]
    content = difficulty(*circles(*times), version=version, mode=1)
    return [(one.severity, one.found) for one in found(CHECK, content)]


@pytest.mark.parametrize(("version", "advised", "most"), [("Kantan", 36, 44), ("Futsuu", 36, 44)])
def test_each_level_needs_a_rest_in_time(version: str, advised: int, most: int) -> None:
    assert of(advised, version) == []
    assert of(advised + 1, version) == [("minor", f"{advised + 1} beats")]
    assert of(most + 1, version) == [("warning", f"{most + 1} beats")]


def test_a_note_each_beat_is_all_rest_for_an_oni() -> None:
    assert of(100, "Oni") == []


def test_three_single_beats_are_a_rest_for_a_muzukashii() -> None:
    assert of(100, "Muzukashii") == []


def test_a_rest_begins_anew() -> None:
    """Three beats after 20, and 20 more."""
    later = tuple(1000 + 500 * (23 + i) for i in range(21))
    assert of(20, "Kantan", later) == []


def test_at_half_the_tempo_half_the_beats_count() -> None:
    """60 BPM is played as 120 BPM."""
    notes = circles(*(1000 + 500 * i for i in range(50)))
    content = difficulty(*notes, version="Kantan", mode=1, points=("1000,1000,4,2,1,60,1,0",))
    assert len(found(CHECK, content)) == 1
