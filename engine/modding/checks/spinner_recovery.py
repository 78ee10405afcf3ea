"""Objects too soon after a spinner for the level of a difficulty."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from engine.modding.check import Check, Finding
from engine.modding.level import Level
from engine.modding.subject import Subject
from engine.osu import Spinner

SHORTEST = {Level.EASY: 1000.0, Level.NORMAL: 500.0, Level.HARD: 250.0}
"""ms to the next object: four, two and one beat at 240 BPM."""

ADVISED = 1.2
"""Times as long, to be on the safe side."""

LENIENCY = 1.0
"""ms that times are cut off by."""


def _find(subject: Subject) -> Iterator[Finding]:
    shortest = SHORTEST.get(subject.level)
    if shortest is None:
        return
    for i, (before, after) in enumerate(itertools.pairwise(subject.objects)):
        if not isinstance(before, Spinner) or isinstance(after, Spinner):
            continue
        gap = after.time - before.end_time
        needed = shortest * _scale(subject.timing.bpm_at(after.time))
        if gap < ADVISED * needed - LENIENCY:
            yield Finding(
                "problem" if gap < needed - LENIENCY else "warning",
                f"Only {gap:.0f} ms from the spinner to the next object.",
                objects=(i, i + 1),
                found=f"{gap:.0f} ms",
                expected=f"at least {ADVISED * needed:.0f} ms",
            )


def _scale(bpm: float) -> float:
    """Slow songs leave less of a beat: 1 at 240 BPM, least between (ranking criteria's BPM scaling)."""
    return min(1.0, max(0.25, bpm * bpm / 14400 - bpm / 80 + 1)) if bpm < 180 else 1.0


CHECK = Check(
    id="spinner-recovery",
    category="Spread",
    title="Little time after a spinner",
    reason="The cursor has to come back from spinning, and the eye too.",
    find=_find,
    modes=("osu",),
    by_level=True,
    yardstick=("MV", "RC"),
)
