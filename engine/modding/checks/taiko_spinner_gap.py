"""Notes that a denden covers."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from engine.modding.check import Check, Finding
from engine.modding.grid import beat_name
from engine.modding.level import Level
from engine.modding.subject import Subject
from engine.modding.taiko_notes import ROUNDING, criteria_beat
from engine.osu import Spinner

LOW, HIGH = 1 / 2, 1 / 4
"""Beats before a denden up to Muzukashii, and above."""


def _find(subject: Subject) -> Iterator[Finding]:
    least = LOW if subject.level <= Level.HARD else HIGH
    for i, (before, after) in enumerate(itertools.pairwise(subject.objects)):
        if not isinstance(after, Spinner) or isinstance(before, Spinner):
            continue
        beat = criteria_beat(subject.timing.beat_length_at(before.time))
        gap = after.time - subject.end_times[i]
        if gap < least * beat - ROUNDING:
            yield Finding(
                "minor",
                f"Only {gap:.0f} ms before this denden.",
                objects=(i, i + 1),
                found=f"{gap:.0f} ms",
                expected=f"at least {beat_name(least)}",
            )


CHECK = Check(
    id="taiko-spinner-gap",
    category="Compose",
    title="Notes just before a denden",
    reason="The denden hides them.",
    find=_find,
    modes=("taiko",),
    yardstick=("MV", "RC"),
)
