from __future__ import annotations

from engine.modding.checks.mania_scroll_speed import CHECK
from tests.builder import RED, circles, difficulty
from tests.engine.modding.subjects import found, mapset

NOTES = circles(*range(1000, 21000, 500))


def of(version: str, *points: str, others: tuple[bytes, ...] = ()) -> list[str]:
    content = difficulty(*NOTES, version=version, points=points, mode=3)
    return [one.found for one in found(CHECK, content, mapset(*others))]


FAST = "17000,-50,4,2,1,60,0,0"


def test_a_change_in_an_easy_or_the_lowest_normal() -> None:
    assert of("Easy", RED, FAST) == ["2.00x"]
    assert of("Normal", RED, FAST) == ["2.00x"]


def test_a_normal_above_an_easy_and_a_hard_may() -> None:
    assert of("Normal", RED, FAST, others=(difficulty(version="Easy", mode=3),)) == []
    assert of("Hard", RED, FAST) == []


def test_evening_out_another_tempo_passes() -> None:
    assert of("Easy", RED, "17000,250,4,2,1,60,1,0", "17000,-200,4,2,1,60,0,0") == []
