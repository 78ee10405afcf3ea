"""Objects on a tick that this map does not use there."""

from __future__ import annotations

from collections.abc import Iterator
from math import gcd

import numpy as np

from engine.modding.check import Check, Finding
from engine.modding.consistency.contexts import after, before, joined, near, same
from engine.modding.consistency.pooling import surprise
from engine.modding.consistency.telling import LEAST_PLACES, severity_of, told
from engine.modding.measures import PARTS
from engine.modding.subject import Subject

LONGEST_GAP = 4 * PARTS
"""Longer ones are alike."""


def _find(subject: Subject) -> Iterator[Finding]:
    if len(subject.objects) < LEAST_PLACES:
        return
    places = subject.places
    used, values = np.unique(places.in_beat, return_inverse=True)
    classes = len(used)
    if classes < 2:
        return
    ends = subject.measures.places(np.array(subject.end_times))
    none = np.zeros(len(values), np.int64)
    last = before(values, classes)
    total = places.total
    earlier, later = before(total, int(total[0])), after(total, int(total[-1]))
    room = np.minimum(later - earlier, 2 * LONGEST_GAP)
    free = np.minimum(later - before(ends.total, int(total[0])), 2 * LONGEST_GAP)
    contexts = [
        same(values, classes, joined(last, room)),
        same(values, classes, joined(before(ends.in_beat, PARTS), free)),
        same(values, classes, joined(last, after(values, classes))),
        same(values, classes, joined(before(last, classes), last, room)),
        near(values, classes, none, 4),
        near(values, classes, none, 16),
    ]
    for i, bits, expected in told(surprise(values, classes, contexts)):
        yield Finding(
            severity_of(bits),
            "This map does not place objects on such a tick here.",
            objects=(i,),
            found=_tick(int(used[values[i]])),
            expected=_tick(int(used[expected])),
            score=bits,
        )


def _tick(part: int) -> str:
    """The beat's divisor that a tick belongs to."""
    return "on the beat" if part == 0 else f"on a 1/{PARTS // gcd(part, PARTS)} tick"


CHECK = Check(
    id="unusual-snapping",
    category="Rhythm",
    title="Ticks against the map's habit",
    reason="A note on a tick that the map uses nowhere else is mostly one that was moved by accident.",
    find=_find,
    source="consistency",
)
