from __future__ import annotations

from engine.modding.checks.genre_language import CHECK
from tests.builder import difficulty
from tests.engine.modding.subjects import found


def missing(tags: str) -> list[str]:
    return [one.key for one in found(CHECK, difficulty(tags=tags))]


def test_neither() -> None:
    assert missing("test words") == ["genre", "language"]


def test_both() -> None:
    assert missing("J-Pop Japanese") == []
    assert missing("video game instrumental") == []


def test_only_half_of_two_words_is_none() -> None:
    assert missing("game english") == ["genre"]
