from __future__ import annotations

from engine.modding.checks.catch_edge_dashes import CHECK
from tests.builder import difficulty
from tests.engine.modding.subjects import found


def of(distance: int, version: str) -> list[str]:
    """A hyperdash begins at 307 px."""
    content = difficulty("50,192,1000,1,0", f"{50 + distance},192,1250,1,0", version=version, mode=2)
    return [one.severity for one in found(CHECK, content)]


def test_a_dash_with_3_px_of_room() -> None:
    assert of(303, "Salad") == ["problem"]
    assert of(303, "Rain") == ["warning"]
    assert of(303, "Overdose") == ["minor"]


def test_more_room_or_a_hyperdash_passes() -> None:
    assert of(290, "Salad") == []
    assert of(320, "Rain") == []
