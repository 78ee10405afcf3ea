"""Finishers inside of fast patterns."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from engine.modding.check import Check, Finding
from engine.modding.grid import beat_name
from engine.modding.level import Level
from engine.modding.subject import Subject
from engine.modding.taiko_notes import ROUNDING, Note, notes_of
from engine.protocol import Severity

NONE_WITHIN = {Level.EASY: 1 / 2, Level.NORMAL: 1 / 3, Level.HARD: 1 / 4, Level.INSANE: 1 / 6}
"""Beats: no finisher so close to another note."""

LAST_ONLY = {Level.INSANE: 1 / 4, Level.EXPERT: 1 / 3, Level.EXPERT_PLUS: 1 / 3}
"""Beats: so close, only the last of a pattern, in another colour than the one before."""


def _find(subject: Subject) -> Iterator[Finding]:
    notes = notes_of(subject)
    level = subject.level
    for i, note in enumerate(notes):
        if not note.big:
            continue
        before, after = _beats(notes, i - 1, i), _beats(notes, i, i + 1)
        close = ROUNDING / note.beat
        if min(before, after) <= NONE_WITHIN.get(level, 0.0) + close:
            yield _finding("problem", note, min(before, after), "no finisher in so fast a pattern", "fast")
        elif min(before, after) <= LAST_ONLY.get(level, 0.0) + close:
            severity: Severity = "problem" if level is Level.INSANE else "warning"
            if after <= LAST_ONLY[level] + close:
                yield _finding(severity, note, after, "a finisher only as the last of a pattern", "last")
            elif notes[i - 1].kat == note.kat:
                yield _finding(severity, note, before, "another colour than the note before", "colour")


def _beats(notes: Sequence[Note], i: int, j: int) -> float:
    """Between two neighbours; infinite at the ends."""
    if i < 0 or j >= len(notes):
        return math.inf
    return (notes[j].time - notes[i].time) / notes[i].beat


def _finding(severity: Severity, note: Note, beats: float, expected: str, key: str) -> Finding:
    return Finding(
        severity,
        f"This finisher is {beat_name(beats)} from its neighbour; here goes {expected}.",
        objects=(note.index,),
        found=beat_name(beats),
        expected=expected,
        key=key,
    )


CHECK = Check(
    id="taiko-finishers",
    category="Compose",
    title="Finishers in fast patterns",
    reason="Hitting with both hands takes time that fast patterns do not leave.",
    find=_find,
    modes=("taiko",),
    by_level=True,
    yardstick=("MV", "RC"),
)
