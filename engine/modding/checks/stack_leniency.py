"""Objects that hide each other because they do not stack."""

from __future__ import annotations

import math
from collections.abc import Iterator

from engine.modding.check import Check, Finding
from engine.modding.level import Level
from engine.modding.subject import Subject
from engine.osu import Spinner

LEAST = 0.3
"""Stack leniency below which stacks are the exception."""

BEATS = {Level.EASY: 1.0, Level.NORMAL: 1.0, Level.HARD: 0.5, Level.INSANE: 0.25}
"""Within which two objects must not lie exactly on each other."""

BEAT = 60_000 / 160
"""ms of a beat at the tempo the criteria are written for."""

ON_TOP = 1 / 14
"""Circle radii within which two objects are on one place."""

MOST_AFTER = 16
"""Objects looked at after each."""


def _find(subject: Subject) -> Iterator[Finding]:
    leniency = subject.beatmap.general.stack_leniency
    if leniency < LEAST:
        yield Finding(
            "warning",
            f"The stack leniency is {leniency:g}.",
            found=f"{leniency:g}",
            expected=f"at least {LEAST:g}",
            key="setting",
        )
    beats = BEATS.get(subject.level)
    if beats is None:
        return
    for i, each in enumerate(subject.objects):
        if isinstance(each, Spinner):
            continue
        for j in range(i + 1, min(len(subject.objects), i + 1 + MOST_AFTER)):
            other = subject.objects[j]
            if isinstance(other, Spinner) or other.time - each.time >= beats * BEAT:
                break
            if _drawn_apart(subject, i, j) <= ON_TOP * subject.radius:
                yield Finding(
                    "warning" if subject.level >= Level.INSANE else "problem",
                    f"This object lies exactly on another {other.time - each.time:.0f} ms before.",
                    objects=(i, j),
                    found="one hides the other",
                    expected="a higher stack leniency, or two places",
                    key="hidden",
                )
                break


def _drawn_apart(subject: Subject, i: int, j: int) -> float:
    """Px between two starts as they are drawn."""
    a, b = subject.objects[i], subject.objects[j]
    shift = subject.stack_shifts[i] - subject.stack_shifts[j]
    return math.hypot(a.x - b.x + shift, a.y - b.y + shift)


CHECK = Check(
    id="stack-leniency",
    category="Compose",
    title="Objects exactly on each other",
    reason="The player sees one object where there are two.",
    find=_find,
    modes=("osu",),
    by_level=True,
    yardstick=("MV", "RC"),
)
