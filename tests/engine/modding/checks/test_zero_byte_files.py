from __future__ import annotations

from engine.modding import SetFile
from engine.modding.checks.zero_byte_files import CHECK
from tests.builder import difficulty
from tests.engine.modding.subjects import found, mapset


def test_an_empty_file() -> None:
    (one,) = found(CHECK, difficulty(), mapset(files=[SetFile("bg.jpg", 0), "song.mp3"]))
    assert (one.severity, one.key) == ("problem", "bg.jpg")


def test_a_small_one_passes() -> None:
    assert found(CHECK, difficulty(), mapset(files=[SetFile("silent.wav", 44)])) == []
