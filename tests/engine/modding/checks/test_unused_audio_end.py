from __future__ import annotations

from engine.modding import Subject
from engine.modding.checks.unused_audio_end import CHECK
from engine.osu import Document
from tests.builder import circles, difficulty
from tests.engine.modding.subjects import found, mapset


def of(last: int, length: float, *others: bytes) -> list[str]:
    looked_at = Subject(
        Document.from_bytes(difficulty(*circles(0, last))), mapset(*others), song_length=length
    )
    return [one.found for one in CHECK.find(looked_at)]


def test_a_quarter_of_the_song_is_left() -> None:
    assert of(75_000, 100_000) == ["25% unused"]


def test_a_fifth_passes() -> None:
    assert of(80_000, 100_000) == []


def test_a_longer_difficulty_uses_it() -> None:
    assert of(50_000, 100_000, difficulty(*circles(0, 90_000))) == []


def test_a_song_that_cannot_be_heard_is_not_judged() -> None:
    assert found(CHECK, difficulty(*circles(1000))) == []
