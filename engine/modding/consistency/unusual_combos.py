"""New combos where this map begins none, and none where it begins one."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from engine.modding.check import Check, Finding
from engine.modding.consistency.contexts import Ints, after, joined, near, same
from engine.modding.consistency.pooling import surprise
from engine.modding.consistency.repeats import Repeats
from engine.modding.consistency.telling import LEAST_PLACES, severity_of, told
from engine.modding.measures import PARTS
from engine.modding.subject import Subject
from engine.osu import Slider, Spinner

LONGEST_GAP = 8 * PARTS
"""Gaps from here on are one."""


def _find(subject: Subject) -> Iterator[Finding]:
    objects = subject.objects
    free = [
        i
        for i in range(1, len(objects))
        if not isinstance(objects[i], Spinner) and not isinstance(objects[i - 1], Spinner)
    ]
    if len(free) < LEAST_PLACES:
        return
    index = np.array(free)
    begins = np.array([each.new_combo for each in objects])
    values = begins[index].astype(np.int64)
    places = subject.places[index]
    gaps = np.minimum(np.diff(subject.places.total, prepend=0), LONGEST_GAP)
    gap, next_gap = gaps[index], after(gaps, LONGEST_GAP)[index]
    kind = np.array([isinstance(each, Slider) for each in objects]).astype(np.int64)
    since, until = _to_neighbours(begins, subject.places.total)
    measure, objects_since, objects_until = places.part, *_to_neighbours(begins, np.arange(len(objects)))
    ends = subject.measures.places(np.array(subject.end_times))
    repeats = Repeats(places, subject.places, ends)
    halves = joined(places.measure % 2, measure)
    nothing = 2
    contexts = [
        same(values, 2, joined(measure)),
        same(values, 2, halves),
        same(values, 2, joined(measure, gap)),
        same(values, 2, joined(gap, next_gap, kind[index], kind[index - 1])),
        same(values, 2, joined(since[index], measure)),
        same(values, 2, joined(since[index], until[index])),
        same(values, 2, joined(objects_since[index], objects_until[index])),
        same(values, 2, joined(repeats.other(values, -1, nothing), repeats.other(values, 1, nothing))),
        same(values, 2, joined(repeats.other(values, -2, nothing), repeats.other(values, 2, nothing))),
        near(values, 2, joined(measure), 4),
        repeats.around(values, 2),
        repeats.alike(values, 2),
    ]
    for i, bits, expected in told(surprise(values, 2, contexts)):
        yield Finding(
            severity_of(bits),
            "This map would begin a new combo here."
            if expected
            else "This map would not begin a new combo here.",
            objects=(int(index[i]),),
            found="new combo" if values[i] else "no new combo",
            expected="new combo" if expected else "no new combo",
            score=bits,
        )


def _to_neighbours(begins: NDArray[np.bool_], position: Ints) -> tuple[Ints, Ints]:
    """How far the new combos before and after each object are, its own not counted."""
    starts = np.flatnonzero(begins)
    index = np.arange(len(begins))
    if not len(starts):
        far = np.full(len(begins), -1)
        return far, far
    earlier = np.searchsorted(starts, index, side="left") - 1
    later = np.searchsorted(starts, index, side="right")
    since = np.where(earlier >= 0, position - position[starts[np.maximum(earlier, 0)]], -1)
    until = np.where(later < len(starts), position[starts[np.minimum(later, len(starts) - 1)]] - position, -1)
    return since, until


CHECK = Check(
    id="unusual-combos",
    category="New Combos",
    title="New combos against the map's habit",
    reason="Combos tell the player where a phrase begins; one that differs from all others like it misleads.",
    find=_find,
    modes=("osu", "catch"),
    source="consistency",
)
