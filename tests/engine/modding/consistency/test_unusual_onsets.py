from __future__ import annotations

from engine.modding.consistency.unusual_onsets import CHECK
from tests.builder import circles, difficulty
from tests.engine.modding.subjects import subject
from tests.onsets import onsets_at

MELODY = (0.0, 1.0, 0.0, 0.0)


def notes(measures: int = 24) -> list[int]:
    """Every third half beat is silent, so the measures differ."""
    return [1000 + 250 * i for i in range(8 * measures) if i % 3]


def test_objects_on_the_notes_of_the_song_surprise_nowhere() -> None:
    content = difficulty(*circles(*notes()))
    assert list(CHECK.find(subject(content, onsets=onsets_at(notes(), MELODY)))) == []


def test_a_strong_sound_without_an_object_stands_out() -> None:
    times = notes()
    gone = times.pop(61)
    (one,) = CHECK.find(subject(difficulty(*circles(*times)), onsets=onsets_at(notes(), MELODY)))
    assert (one.time, one.objects, one.found) == (gone, (60, 61), "no object")


def test_an_object_where_nothing_sounds_stands_out() -> None:
    extra = 1000 + 250 * 90
    content = difficulty(*circles(*sorted([*notes(), extra])))
    (one,) = CHECK.find(subject(content, onsets=onsets_at(notes(), MELODY)))
    assert (one.time, one.found) == (extra, "an object")


def test_without_the_song_nothing_is_said() -> None:
    assert list(CHECK.find(subject(difficulty(*circles(*notes()))))) == []
