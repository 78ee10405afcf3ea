from __future__ import annotations

import pytest

from engine.modding.checks.hitsound_difficulties import CHECK
from tests.builder import difficulty
from tests.engine.modding.subjects import found, mapset


@pytest.mark.parametrize("name", ["Hitsounds", "hit sound", "HS", "_hs_"])
def test_names_of_such_difficulties(name: str) -> None:
    (one,) = found(CHECK, difficulty(), mapset(difficulty(version=name)))
    assert one.key == name


@pytest.mark.parametrize("name", ["Insane", "Hushed", "Ohs' Hard"])
def test_others_pass(name: str) -> None:
    assert found(CHECK, difficulty(version=name)) == []
