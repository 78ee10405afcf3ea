from __future__ import annotations

from engine.modding.checks.background_presence import CHECK
from tests.builder import difficulty
from tests.engine.modding.subjects import found


def test_none() -> None:
    assert [one.severity for one in found(CHECK, difficulty(events=()))] == ["problem"]


def test_one_passes() -> None:
    assert found(CHECK, difficulty()) == []
