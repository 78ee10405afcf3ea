from __future__ import annotations

from engine.modding.checks.empty_difficulties import CHECK
from tests.builder import circles, difficulty
from tests.engine.modding.subjects import found, mapset


def test_this_one_and_another() -> None:
    empty = difficulty(version="Hard")
    assert [one.key for one in found(CHECK, difficulty(), mapset(empty))] == ["this", "Hard"]


def test_one_object_passes() -> None:
    assert found(CHECK, difficulty(*circles(1000)), mapset(difficulty(*circles(1000)))) == []


def test_a_file_that_is_no_difficulty_is_left_out() -> None:
    assert found(CHECK, difficulty(*circles(1000)), mapset(b"nothing at all")) == []
