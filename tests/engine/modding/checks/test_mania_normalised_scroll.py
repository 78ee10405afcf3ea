from __future__ import annotations

from engine.modding.checks.mania_normalised_scroll import CHECK
from tests.builder import RED, circles, difficulty
from tests.engine.modding.subjects import found

NOTES = circles(*range(1000, 21000, 500))


def of(version: str, *points: str) -> list[tuple[str, float | None]]:
    content = difficulty(*NOTES, version=version, points=points, mode=3)
    return [(one.severity, one.time) for one in found(CHECK, content)]


def test_twice_the_tempo_without_a_green_line() -> None:
    assert of("Hard", RED, "17000,250,4,2,1,60,1,0") == [("warning", 17000)]
    assert of("Easy", RED, "17000,250,4,2,1,60,1,0") == [("problem", 17000)]


def test_evened_out_it_passes() -> None:
    assert of("Easy", RED, "17000,250,4,2,1,60,1,0", "17000,-200,4,2,1,60,0,0") == []


def test_one_tempo_passes() -> None:
    assert of("Easy", RED) == []
