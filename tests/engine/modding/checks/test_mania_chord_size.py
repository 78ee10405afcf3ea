from __future__ import annotations

import pytest

from engine.modding.checks.mania_chord_size import CHECK
from tests.builder import difficulty
from tests.engine.modding.subjects import found


def of(notes: int, keys: int, version: str) -> list[str]:
    row = [f"{int(512 * (i + 0.5) / keys)},192,1000,1,0" for i in range(notes)]
    content = difficulty(*row, version=version, mode=3, settings={"CircleSize": str(keys)})
    return [one.found for one in found(CHECK, content)]


@pytest.mark.parametrize(
    ("version", "keys", "largest"),
    [("Easy", 7, 2), ("Normal", 4, 2), ("Normal", 7, 3), ("Hard", 4, 3), ("Hard", 7, 4)],
)
def test_each_level_has_its_largest(version: str, keys: int, largest: int) -> None:
    assert of(largest, keys, version) == []
    assert of(largest + 1, keys, version) == [f"{largest + 1} notes"]


def test_seven_at_once_are_too_many_for_an_insane() -> None:
    assert (of(7, 8, "Insane"), of(7, 8, "Expert")) == (["7 notes"], [])
