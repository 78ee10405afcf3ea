"""Hold notes too short to be held."""

from __future__ import annotations

from collections.abc import Iterator

from engine.modding.check import Check, Finding
from engine.modding.level import Level
from engine.modding.subject import Subject
from engine.osu import Hold

SHORTEST, SHORT = 20.0, 30.0
"""ms."""

BEATS = {Level.EASY: 1.0, Level.NORMAL: 0.5, Level.HARD: 0.25}
"""That a hold lasts at least."""

ROUNDING = 2.0
"""ms that times are cut off by."""


def _find(subject: Subject) -> Iterator[Finding]:
    beats = BEATS.get(subject.level, 0.0)
    for i, each in enumerate(subject.objects):
        if not isinstance(each, Hold):
            continue
        length = each.end_time - each.time
        wanted = beats * subject.timing.beat_length_at(each.time) - ROUNDING
        if length < SHORT:
            yield Finding(
                "problem" if length < SHORTEST else "warning",
                f"This hold note lasts {length:.0f} ms.",
                objects=(i,),
                found=f"{length:.0f} ms",
                expected=f"at least {SHORT:.0f} ms",
            )
        elif length < wanted:
            yield Finding(
                "minor",
                f"This hold note lasts {length:.0f} ms, short for {subject.level.name.capitalize()}.",
                objects=(i,),
                found=f"{length:.0f} ms",
                expected=f"at least {wanted + ROUNDING:.0f} ms",
                key="level",
            )


CHECK = Check(
    id="mania-short-holds",
    category="Compose",
    title="Very short hold notes",
    reason="Nobody can let go in time.",
    find=_find,
    modes=("mania",),
    by_level=True,
    yardstick=("MV", "RC"),
)
