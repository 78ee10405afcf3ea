"""Spreads that skip a level."""

from __future__ import annotations

from collections.abc import Iterator

from engine.modding.check import Check, Finding
from engine.modding.columns import keys_of
from engine.modding.level import Level
from engine.modding.subject import Subject

HIGHEST = Level.EXPERT
"""What is above is one level."""


def _find(subject: Subject) -> Iterator[Finding]:
    level = min(subject.level, HIGHEST)
    lower = [
        min(each.level, HIGHEST)
        for each in subject.peers_of_mode
        if each.objects and (subject.mode != "mania" or keys_of(each) == keys_of(subject))
    ]
    below = max((each for each in lower if each < level), default=None)
    if below is not None and level - below > 1:
        skipped = Level(level - 1).name.capitalize()
        yield Finding(
            "problem",
            f"The next easier difficulty is {below.name.capitalize()}; the set skips {skipped}.",
            found=f"{below.name.capitalize()}, then {level.name.capitalize()}",
            expected=f"a {skipped} in between",
        )


CHECK = Check(
    id="spread-gaps",
    category="Spread",
    title="The spread skips a level",
    reason="Players climb a set step by step.",
    find=_find,
    by_level=True,
    yardstick=("RC",),
)
