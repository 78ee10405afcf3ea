from __future__ import annotations

import pytest

from engine.modding.checks.catch_hyperdash_snap import CHECK
from tests.builder import difficulty
from tests.engine.modding.subjects import found


def of(gap: int, version: str) -> list[str]:
    content = difficulty("20,192,1000,1,0", f"490,192,{1000 + gap},1,0", version=version, mode=2)
    return [one.found for one in found(CHECK, content)]


@pytest.mark.parametrize(("version", "least"), [("Platter", 125), ("Rain", 62)])
def test_each_level_has_its_fastest(version: str, least: int) -> None:
    assert of(least, version) == []
    assert of(least - 10, version) == [f"{least - 10} ms"]


def test_an_overdose_may_do_as_it_likes() -> None:
    assert of(40, "Overdose") == []
