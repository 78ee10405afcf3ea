"""Fruits too close to a banana shower."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from engine.modding.catch_path import ROUNDING
from engine.modding.check import Check, Finding
from engine.modding.level import Level
from engine.modding.subject import Subject
from engine.osu import Spinner

BEFORE = {Level.EASY: 250.0, Level.NORMAL: 250.0, Level.HARD: 125.0, Level.INSANE: 125.0, Level.EXPERT: 62.0}
"""ms from a fruit to the start of a shower."""

AFTER = {Level.EASY: 250.0, Level.NORMAL: 250.0, Level.HARD: 250.0, Level.INSANE: 125.0, Level.EXPERT: 125.0}
"""ms from the end of a shower to a fruit."""


def _find(subject: Subject) -> Iterator[Finding]:
    level = min(subject.level, Level.EXPERT)
    for i, (before, after) in enumerate(itertools.pairwise(subject.objects)):
        if isinstance(before, Spinner) == isinstance(after, Spinner):
            continue
        gap = after.time - subject.end_times[i]
        starts = isinstance(after, Spinner)
        least = (BEFORE if starts else AFTER)[level]
        if gap < least - ROUNDING:
            yield Finding(
                "problem",
                f"Only {gap:.0f} ms {'before' if starts else 'after'} this banana shower.",
                objects=(i, i + 1),
                found=f"{gap:.0f} ms",
                expected=f"at least {least:.0f} ms",
                key="before" if starts else "after",
            )


CHECK = Check(
    id="catch-spinner-gap",
    category="Compose",
    title="Little time around a banana shower",
    reason="The catcher may be anywhere when the bananas end.",
    find=_find,
    modes=("catch",),
    by_level=True,
    yardstick=("MV", "RC"),
)
