from __future__ import annotations

from engine.modding.checks.time_distance_equality import CHECK
from tests.builder import difficulty
from tests.engine.modding.subjects import found


def row(*places: int, version: str = "Easy") -> list[tuple[str, tuple[int, ...]]]:
    """Circles half a second apart at these x."""
    content = difficulty(*(f"{x},100,{1000 + 500 * i},1,0" for i, x in enumerate(places)), version=version)
    return [(one.severity, one.objects) for one in found(CHECK, content)]


def test_even_spacing_passes() -> None:
    assert row(0, 100, 200, 300, 400) == []


def test_half_the_distance() -> None:
    assert row(0, 100, 200, 240, 340) == [("warning", (2, 3))]


def test_a_little_more_is_minor() -> None:
    assert row(0, 100, 200, 330, 430) == [("minor", (2, 3))]


def test_a_stack_passes() -> None:
    assert row(0, 100, 100, 200) == []


def test_a_hard_may_do_as_it_likes() -> None:
    assert row(0, 100, 200, 250, 350, version="Hard") == []
