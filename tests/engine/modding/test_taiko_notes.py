"""Taiko as it is played."""

from __future__ import annotations

import pytest

from engine.modding.taiko_notes import criteria_beat, notes_of, patterns
from tests.builder import circles, difficulty
from tests.engine.modding.subjects import subject


@pytest.mark.parametrize(("bpm", "meant"), [(120, 120), (180, 180), (90, 180), (300, 150), (60, 120)])
def test_very_slow_and_very_fast_songs_are_counted_in_double_or_half(bpm: float, meant: float) -> None:
    assert 60_000 / criteria_beat(60_000 / bpm) == pytest.approx(meant)


def test_sounds_make_colours_and_sizes() -> None:
    content = difficulty(
        "0,0,1000,1,0", "0,0,2000,1,2", "0,0,3000,1,8", "0,0,4000,1,12", "256,192,5000,12,0,6000", mode=1
    )
    assert [(note.kat, note.big) for note in notes_of(subject(content))] == [
        (False, False),
        (True, False),
        (True, False),
        (True, True),
    ]


def test_patterns_are_runs_with_gaps_no_longer_than_asked() -> None:
    notes = notes_of(subject(difficulty(*circles(1000, 1125, 1250, 2000, 3000, 3125), mode=1)))
    assert [len(pattern) for pattern in patterns(notes, 1 / 4)] == [3, 2]
