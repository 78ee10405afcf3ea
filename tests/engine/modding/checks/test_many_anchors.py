from __future__ import annotations

from engine.modding.checks.many_anchors import CHECK
from tests.builder import difficulty
from tests.engine.modding.subjects import found


def slider(points: int) -> str:
    curve = "|".join(f"{100 + i}:{100 + i % 2}" for i in range(1, points))
    return f"100,100,1000,2,0,B|{curve},1,64"


def test_hundred_points_on_64_px() -> None:
    (one,) = found(CHECK, difficulty(slider(100)))
    assert one.found == "100 points"


def test_eighty_are_just_not_too_many() -> None:
    """10 times the root of 64."""
    assert found(CHECK, difficulty(slider(80))) == []
