from __future__ import annotations

import pytest

from engine.modding.checks.multiple_reverses import CHECK
from tests.builder import difficulty
from tests.engine.modding.subjects import found


def of(span: int, slides: int, version: str) -> list[str]:
    """140 px a beat of 500 ms."""
    content = difficulty(f"100,100,1000,2,0,L|240:100,{slides},{span * 140 / 500}", version=version)
    return [one.severity for one in found(CHECK, content)]


@pytest.mark.parametrize(("version", "too_short", "short"), [("Easy", 240, 320), ("Normal", 120, 160)])
def test_short_ones_with_two_reverses(version: str, too_short: int, short: int) -> None:
    assert of(too_short, 3, version) == ["problem"]
    assert of(short, 3, version) == ["warning"]
    assert of(short + 20, 3, version) == []


def test_one_reverse_passes() -> None:
    assert of(120, 2, "Easy") == []


def test_a_hard_may_do_as_it_likes() -> None:
    assert of(60, 9, "Hard") == []
