"""Objects where the song does nothing, and strong sounds without an object."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from engine.modding.check import Check, Finding
from engine.modding.consistency.contexts import after, before, joined, near, same
from engine.modding.consistency.pooling import surprise
from engine.modding.consistency.telling import severity_of, told
from engine.modding.consistency.ticks import EMPTY, END, LEAST_TICKS, START, ticks_of
from engine.modding.subject import Subject

LEVELS = (0.02, 0.1, 0.25, 0.5, 0.9)
"""Strengths at which an onset counts as one level stronger."""


def _find(subject: Subject) -> Iterator[Finding]:
    ticks = ticks_of(subject)
    if subject.onsets is None or ticks is None or len(ticks) < LEAST_TICKS:
        return
    free = ticks.what != END
    values = (ticks.what[free] == START).astype(np.int64)
    times, places = ticks.time[free], ticks.places[free]
    level = np.searchsorted(LEVELS, subject.onsets.strength_at(times))
    last, following = before(level, 0), after(level, 0)
    contexts = [
        same(values, 2, joined(level)),
        same(values, 2, joined(level, places.in_beat)),
        same(values, 2, joined(level, last, following, places.in_beat)),
        near(values, 2, joined(level), 6),
        near(values, 2, joined(places.in_beat), 4),
        near(values, 2, joined(level, places.in_beat), 4),
    ]
    for k, bits, expected in told(surprise(values, 2, contexts)):
        i = int(ticks.before[free][k])
        missing = ticks.what[free][k] == EMPTY
        # what the song says is told only where it says something: a loud tick, or a silent one
        if missing == bool(level[k] < 2) or bool(expected) != missing:
            continue
        yield Finding(
            severity_of(bits),
            "Something strong sounds here and has no object."
            if missing
            else "Nothing sounds where this object is.",
            time=float(times[k]),
            objects=(i, min(i + 1, len(subject.objects) - 1)) if missing else (i,),
            found="no object" if missing else "an object",
            expected="an object" if missing else "no object",
            score=bits,
            key="missing" if missing else "",
        )


CHECK = Check(
    id="unusual-onsets",
    category="Rhythm",
    title="Objects and sounds that do not meet",
    reason="An object without a sound feels made up, and a strong sound without one feels forgotten.",
    find=_find,
    source="consistency",
)
