"""Objects on a tick that this map does not use there."""

from __future__ import annotations

from collections.abc import Iterator
from math import gcd

import numpy as np

from engine.modding.check import Check, Finding
from engine.modding.consistency.contexts import Ints, after, before, joined, near, same
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
    room = _between(places.total, places.total)
    free = _between(ends.total, places.total)
    contexts = [
        same(values, classes, joined(last, room)),
        same(values, classes, joined(before(ends.in_beat, PARTS), free)),
        same(values, classes, joined(last, after(values, classes))),
        same(values, classes, joined(before(last, classes), last, room)),
        near(values, classes, none, 4),
        near(values, classes, none, 16),
    ]
    for i, bits, expected in told(surprise(values, classes, contexts)):
        if i in (0, len(values) - 1):
            continue  # there is nothing on one side to judge them by
        found, usual = _tick(int(used[values[i]])), _tick(int(used[expected]))
        if found == usual:
            continue  # the rarer of two kinds of tick that a mapper calls the same
        yield Finding(
            severity_of(bits),
            "This map does not place objects on such a tick here.",
            objects=(i,),
            found=found,
            expected=usual,
            score=bits,
        )


def _between(ends: Ints, starts: Ints) -> Ints:
    """Parts from the end before each object to the start after it; -1 at the map's start and end."""
    gaps = np.full(len(starts), -1)
    gaps[1:-1] = np.minimum(starts[2:] - ends[:-2], 2 * LONGEST_GAP)
    return gaps


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
