"""Chords with more notes than the level allows."""

from __future__ import annotations

from collections.abc import Iterator

from engine.modding.check import Check, Finding
from engine.modding.columns import keys_of, rows_of
from engine.modding.level import Level
from engine.modding.subject import Subject

LARGEST = {Level.EASY: (2, 2), Level.NORMAL: (2, 3), Level.HARD: (3, 4), Level.INSANE: (6, 6)}
"""Notes pressed at one time with fewer than seven keys, and with more."""

MANY_KEYS = 7


def _find(subject: Subject) -> Iterator[Finding]:
    if subject.level not in LARGEST:
        return
    largest = LARGEST[subject.level][keys_of(subject) >= MANY_KEYS]
    for row in rows_of(subject):
        if len(row) > largest:
            yield Finding(
                "problem" if subject.level is Level.INSANE else "warning",
                f"{len(row)} notes at once are many for {subject.level.name.capitalize()}.",
                objects=tuple(row),
                found=f"{len(row)} notes",
                expected=f"at most {largest}",
            )


CHECK = Check(
    id="mania-chord-size",
    category="Spread",
    title="Large chords",
    reason="Each level has a largest chord.",
    find=_find,
    modes=("mania",),
    by_level=True,
    yardstick=("MV", "RC"),
)
