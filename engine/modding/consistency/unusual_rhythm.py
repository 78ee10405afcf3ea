"""Objects too many and too few in the rhythm that this map repeats."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from engine.modding.check import Check, Finding
from engine.modding.consistency.contexts import after, before, joined, near, same
from engine.modding.consistency.pooling import surprise
from engine.modding.consistency.repeats import Repeats
from engine.modding.consistency.telling import severity_of, told
from engine.modding.consistency.ticks import EMPTY, LEAST_TICKS, START, ticks_of
from engine.modding.subject import Subject


def _find(subject: Subject) -> Iterator[Finding]:
    ticks = ticks_of(subject)
    if ticks is None or len(ticks) < LEAST_TICKS:
        return
    values, places = ticks.what, ticks.places
    ends = subject.measures.places(np.array(subject.end_times))
    repeats = Repeats(places, subject.places, ends)
    last, following = before(values, 3), after(values, 3)
    beside = joined(last, following, places.in_beat)
    wider = joined(before(last, 3), last, following, after(following, 3), places.in_beat)
    widest = joined(wider, before(before(last, 3), 3), after(after(following, 3), 3))
    contexts = [
        same(values, 3, joined(places.in_beat)),
        same(values, 3, joined(places.part)),
        same(values, 3, beside),
        same(values, 3, wider),
        same(values, 3, widest),
        same(values, 3, joined(repeats.other(values, -1, 3), repeats.other(values, 1, 3), places.in_beat)),
        same(values, 3, joined(repeats.other(values, -2, 3), repeats.other(values, 2, 3), places.in_beat)),
        near(values, 3, joined(places.in_beat), 4),
        near(values, 3, joined(places.part), 3),
        near(values, 3, beside, 4),
        repeats.around(values, 3),
        repeats.alike_in(values, 3),
    ]
    for k, bits, expected in told(surprise(values, 3, contexts)):
        i = int(ticks.before[k])
        missing = values[k] == EMPTY
        if (values[k] != START and not missing) or expected not in (EMPTY, START):
            continue
        yield Finding(
            severity_of(bits),
            "The rhythm of this map would have an object here."
            if missing
            else "The rhythm of this map would have no object here.",
            time=float(ticks.time[k]),
            objects=(i, min(i + 1, len(subject.objects) - 1)) if missing else (i,),
            found="no object" if missing else "an object",
            expected="an object" if missing else "no object",
            score=bits,
            key="missing" if missing else "",
        )


CHECK = Check(
    id="unusual-rhythm",
    category="Rhythm",
    title="Rhythm against the map's habit",
    reason="A pattern that comes back with one note more or less is either an idea or a slip.",
    find=_find,
    source="consistency",
)
