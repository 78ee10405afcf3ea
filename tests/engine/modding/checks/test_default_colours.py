from __future__ import annotations

from engine.modding.checks.default_colours import CHECK
from tests.builder import difficulty
from tests.engine.modding.subjects import found

TWO = ("Combo1 : 255,0,0", "Combo2 : 0,0,255")


def test_none_or_one() -> None:
    assert len(found(CHECK, difficulty())) == 1
    assert len(found(CHECK, difficulty(colours=TWO[:1]))) == 1


def test_two_pass() -> None:
    assert found(CHECK, difficulty(colours=TWO)) == []


def test_the_default_skin_brings_its_own() -> None:
    assert found(CHECK, difficulty(general={"SkinPreference": "Default"})) == []
