from __future__ import annotations

from engine.modding.checks.taiko_scroll_speed import CHECK
from tests.builder import RED, circles, difficulty
from tests.engine.modding.subjects import found

NOTES = circles(*range(1000, 21000, 500))


def of(version: str, *points: str) -> list[str]:
    return [one.found for one in found(CHECK, difficulty(*NOTES, version=version, points=points, mode=1))]


def test_a_faster_stretch_in_a_futsuu() -> None:
    slow_again = "19000,-100,4,2,1,60,0,0"
    assert of("Futsuu", RED, "17000,-80,4,2,1,60,0,0", slow_again) == ["1.25x"]


def test_an_oni_may_do_as_it_likes() -> None:
    assert of("Oni", RED, "17000,-80,4,2,1,60,0,0") == []


def test_a_green_line_that_evens_out_another_tempo_passes() -> None:
    """150 BPM at 0.8 looks like 120."""
    assert of("Kantan", RED, "17000,400,4,2,1,60,1,0", "17000,-125,4,2,1,60,0,0") == []
