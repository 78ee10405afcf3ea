"""How hard a difficulty means to be."""

from __future__ import annotations

import pytest

from engine.modding import Check, Finding, mod
from engine.modding.level import Level, level_named, level_rated
from tests.builder import difficulty
from tests.engine.modding.subjects import subject


@pytest.mark.parametrize(
    ("name", "level"),
    [
        ("Easy", Level.EASY),
        ("Guest's Light Insane", Level.INSANE),
        ("Inner Oni", Level.EXPERT),
        ("Futsuu", Level.NORMAL),
        ("4K HD", Level.HARD),
        ("Overdose", Level.EXPERT),
        ("Heavenly", None),
        ("Normality", None),
    ],
)
def test_a_name_says_the_level_if_it_holds_one_of_its_words(name: str, level: Level | None) -> None:
    assert level_named(name) is level


@pytest.mark.parametrize(
    ("stars", "level"), [(1.99, Level.EASY), (2.0, Level.NORMAL), (6.5, Level.EXPERT_PLUS)]
)
def test_star_rating_says_it_otherwise(stars: float, level: Level) -> None:
    assert level_rated(stars) is level


def test_a_level_that_only_stars_suggest_makes_no_problem() -> None:
    """Whoever names a map Easy is held to its rules; whoever names it Dawn is told what they would be."""
    finding = Finding("problem", "Too fast for this level.")
    check = Check("test", "Spread", "t", "r", lambda _: [finding], by_level=True)
    (named,) = mod(subject(difficulty(version="Easy")), [check]).suggestions
    (unnamed,) = mod(subject(difficulty(version="Dawn")), [check]).suggestions
    assert (named.severity, unnamed.severity) == ("problem", "warning")
