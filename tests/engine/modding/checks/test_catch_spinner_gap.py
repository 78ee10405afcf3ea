from __future__ import annotations

import pytest

from engine.modding.checks.catch_spinner_gap import CHECK
from tests.builder import circles, difficulty
from tests.engine.modding.subjects import found


def before(gap: int, version: str) -> list[str]:
    content = difficulty(*circles(1000), f"256,192,{1000 + gap},12,0,3000", version=version, mode=2)
    return [one.key for one in found(CHECK, content)]


def after(gap: int, version: str) -> list[str]:
    content = difficulty("256,192,1000,12,0,3000", *circles(3000 + gap), version=version, mode=2)
    return [one.key for one in found(CHECK, content)]


@pytest.mark.parametrize(
    ("version", "least_before", "least_after"),
    [
        ("Cup", 250, 250),
        ("Salad", 250, 250),
        ("Platter", 125, 250),
        ("Rain", 125, 125),
        ("Overdose", 62, 125),
    ],
)
def test_each_level_needs_its_time(version: str, least_before: int, least_after: int) -> None:
    assert (before(least_before - 5, version), before(least_before, version)) == (["before"], [])
    assert (after(least_after - 5, version), after(least_after, version)) == (["after"], [])
