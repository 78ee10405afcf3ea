"""Spinners too short for the level of a difficulty."""

from __future__ import annotations

from collections.abc import Iterator

from engine.modding.check import Check, Finding
from engine.modding.level import Level
from engine.modding.subject import Subject
from engine.osu import Spinner

SHORTEST = {Level.EASY: 1000.0, Level.NORMAL: 750.0, Level.HARD: 500.0}
"""ms: four, three and two beats at 240 BPM."""

ADVISED = 1.2
"""Times as long, to be on the safe side."""

LENIENCY = 1.0
"""ms that times are cut off by."""


def _find(subject: Subject) -> Iterator[Finding]:
    shortest = SHORTEST.get(subject.level)
    if shortest is None:
        return
    for i, each in enumerate(subject.objects):
        length = each.end_time - each.time if isinstance(each, Spinner) else None
        if length is not None and length < ADVISED * shortest - LENIENCY:
            yield Finding(
                "problem" if length < shortest - LENIENCY else "warning",
                f"This spinner lasts {length:.0f} ms, short for {subject.level.name.capitalize()}.",
                objects=(i,),
                found=f"{length:.0f} ms",
                expected=f"at least {ADVISED * shortest:.0f} ms",
            )


CHECK = Check(
    id="spinner-length",
    category="Spread",
    title="Short spinners in low difficulties",
    reason="New players need time to see that they must spin.",
    find=_find,
    modes=("osu",),
    by_level=True,
    yardstick=("MV", "RC"),
)
