"""How hard a difficulty means to be: its name says it, or its star rating does (ranking criteria)."""

from __future__ import annotations

import re
from enum import IntEnum

from engine.protocol import LEVEL_STARS


class Level(IntEnum):
    """Easiest first."""

    EASY = 0
    NORMAL = 1
    HARD = 2
    INSANE = 3
    EXPERT = 4
    EXPERT_PLUS = 5


STARS_BELOW = (*LEVEL_STARS, 6.5)
"""Star rating below which a difficulty is of each level."""

NAMES = {
    Level.EASY: ("easy", "beginner", "kantan", "cup", "ez"),
    Level.NORMAL: ("normal", "basic", "futsuu", "salad", "nm"),
    Level.HARD: ("hard", "advanced", "muzukashii", "platter", "hd"),
    Level.INSANE: ("insane", "hyper", "oni", "rain", "another", "mx"),
    Level.EXPERT: ("expert", "extra", "extreme", "inner oni", "ura oni", "overdose", "black another"),
}


def level_named(name: str) -> Level | None:
    """The level a difficulty's name says; none: it says none."""
    plain = name.casefold()
    for level in reversed(NAMES):
        if any(re.search(rf"(?<![a-z]){word}(?![a-z])", plain) for word in NAMES[level]):
            return level
    return None


def level_rated(stars: float) -> Level:
    """The level of a star rating."""
    return Level(sum(stars >= bound for bound in STARS_BELOW))
