from __future__ import annotations

from engine.modding.checks.low_difficulty_overlaps import CHECK
from tests.builder import circles, difficulty
from tests.engine.modding.subjects import found, mapset

AR5 = {"ApproachRate": "5"}


def pair(gap: int, distance: int, version: str = "Easy") -> list[tuple[str, str]]:
    content = difficulty(
        "100,100,1000,1,0", f"{100 + distance},100,{1000 + gap},1,0", version=version, settings=AR5
    )
    return [(one.severity, one.key) for one in found(CHECK, content)]


def test_close_in_time_must_overlap() -> None:
    """CS 4: a diameter of 73 px."""
    assert pair(140, 80) == [("problem", "apart")]
    assert pair(160, 80) == [("warning", "apart")]
    assert pair(140, 60) == []


def test_far_in_time_must_not_overlap() -> None:
    assert pair(300, 40) == [("warning", "overlap")]
    assert pair(300, 80) == []


def test_a_stack_and_an_object_that_is_gone_already_pass() -> None:
    assert pair(300, 0) == []
    assert pair(1300, 40) == []


def test_a_hard_may_do_as_it_likes() -> None:
    assert pair(140, 80, "Hard") == []


def test_a_normal_may_where_there_is_an_easy() -> None:
    content = difficulty(*circles(1000), "300,300,1140,1,0", version="Normal")
    assert len(found(CHECK, content)) == 1
    assert found(CHECK, content, mapset(difficulty(version="Easy"))) == []


def test_a_habit_is_told_once() -> None:
    many = [f"{100 + 20 * (i % 15)},100,{1000 + 300 * i},1,0" for i in range(14)]
    assert [one.key for one in found(CHECK, difficulty(*many, version="Easy", settings=AR5))] == ["many"]
