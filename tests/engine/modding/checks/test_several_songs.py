from __future__ import annotations

from engine.modding.checks.several_songs import CHECK
from tests.builder import difficulty
from tests.engine.modding.subjects import found, mapset


def test_two_songs() -> None:
    (one,) = found(CHECK, difficulty(audio="a.mp3"), mapset(difficulty(audio="b.mp3")))
    assert (one.severity, one.found, one.expected) == ("problem", "a.mp3", "b.mp3")


def test_one_song_whatever_its_case_passes() -> None:
    assert found(CHECK, difficulty(audio="a.mp3"), mapset(difficulty(audio="A.mp3"))) == []
