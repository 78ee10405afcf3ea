"""Taiko notes closer together than the level allows."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from engine.modding.check import Check, Finding
from engine.modding.grid import beat_name
from engine.modding.level import Level
from engine.modding.subject import Subject
from engine.modding.taiko_notes import ROUNDING, notes_of

SMALLEST = {Level.EASY: 1 / 2, Level.NORMAL: 1 / 3, Level.HARD: 1 / 6, Level.INSANE: 1 / 8}
"""Beats between two notes."""

SWING = 1 / 3
"""Beats allowed instead of halves in a song that swings."""

SWING_SHARE = 0.5
"""Of the close pairs of an Easy that are on thirds: from here on its song swings."""


def _find(subject: Subject) -> Iterator[Finding]:
    smallest = SMALLEST.get(subject.level)
    if smallest is None:
        return
    notes = notes_of(subject)
    pairs = [(a, b) for a, b in itertools.pairwise(notes) if b.time - a.time < a.beat - ROUNDING]
    thirds = sum(abs(b.time - a.time - SWING * a.beat) <= ROUNDING for a, b in pairs)
    if subject.level is Level.EASY and pairs and thirds >= SWING_SHARE * len(pairs):
        smallest = SWING
    for a, b in pairs:
        gap = b.time - a.time
        if gap < smallest * a.beat - ROUNDING:
            yield Finding(
                "warning",
                f"These notes are {beat_name(gap / a.beat)} apart, which is fast for this level.",
                objects=(a.index, b.index),
                found=beat_name(gap / a.beat),
                expected=f"at least {beat_name(smallest)}",
            )


CHECK = Check(
    id="taiko-smallest-snap",
    category="Rhythm",
    title="Notes too close together",
    reason="Each level has a fastest rhythm.",
    find=_find,
    modes=("taiko",),
    yardstick=("MV", "RC"),
)
