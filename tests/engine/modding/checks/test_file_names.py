from __future__ import annotations

from engine.modding.checks.file_names import CHECK
from tests.builder import difficulty
from tests.engine.modding.subjects import found, mapset

RIGHT = "Artist - Song (Mapper) [Insane].osu"


def test_another_name() -> None:
    (one,) = found(CHECK, difficulty(), mapset(files=["map.osu"]))
    assert one.expected == RIGHT


def test_as_the_game_would_call_it() -> None:
    assert found(CHECK, difficulty(), mapset(files=[RIGHT])) == []


def test_a_very_long_name() -> None:
    (one,) = found(CHECK, difficulty(), mapset(files=[RIGHT, "a" * 131]))
    assert one.found == "131 characters"
