from __future__ import annotations

from engine.modding.checks.breaks import CHECK
from tests.builder import circles, difficulty
from tests.engine.modding.subjects import found

OBJECTS = circles(1000, 5000)
"""AR 9 shows objects for 600 ms."""


def keys(pause: str) -> list[str]:
    return [one.key for one in found(CHECK, difficulty(*OBJECTS, breaks=(pause,)))]


def test_as_the_editor_makes_them_they_pass() -> None:
    assert keys("2,1200,4400") == []


def test_one_ms_of_rounding_passes() -> None:
    assert keys("2,1199,4401") == []


def test_too_soon_after_an_object() -> None:
    assert keys("2,1150,4400") == ["early"]


def test_into_the_approach_of_the_next() -> None:
    assert keys("2,1200,4500") == ["late"]


def test_too_short_to_do_anything() -> None:
    assert keys("2,1200,1800") == ["short"]
