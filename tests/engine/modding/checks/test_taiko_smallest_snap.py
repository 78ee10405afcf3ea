from __future__ import annotations

import pytest

from engine.modding.checks.taiko_smallest_snap import CHECK
from tests.builder import circles, difficulty
from tests.engine.modding.subjects import found


def of(gap: int, version: str) -> list[str]:
    content = difficulty(*circles(1000, 1000 + gap, 3000), version=version, mode=1)
    return [one.found for one in found(CHECK, content)]


@pytest.mark.parametrize(("version", "gap"), [("Futsuu", 166), ("Muzukashii", 83), ("Oni", 62)])
def test_each_level_has_its_fastest(version: str, gap: int) -> None:
    assert of(gap, version) == []
    assert len(of(gap - 20, version)) == 1


def test_halves_in_a_kantan_and_thirds_where_the_song_swings() -> None:
    assert of(250, "Kantan") == []
    assert of(125, "Kantan") == ["1/4"]
    assert of(166, "Kantan") == []
