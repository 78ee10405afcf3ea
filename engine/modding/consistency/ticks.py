"""The ticks of a map that objects may lie on, and what lies on each."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.modding.measures import PARTS, Places
from engine.modding.subject import Subject

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

EMPTY, START, END = range(3)

USED = 0.04
"""Share of the objects that makes a part of the beat one that the map uses."""

LONGEST_PAUSE = 8 * PARTS
"""Between objects so far apart the map is not looked at."""

LEAST_TICKS = 32
"""A map with fewer has no habits."""

MOST = 40_000
"""Ticks; a map with more is no map."""


@dataclass(frozen=True)
class Ticks:
    """Every tick that is not under a slider, a spinner or a hold; arrays have shape (n,).

    Attributes:
        places: in their measures.
        time: ms.
        what: EMPTY, START of an object or END of one.
        before: index of the last object that begins at or before the tick.
    """

    places: Places
    time: Floats
    what: Ints
    before: Ints

    def __len__(self) -> int:
        return len(self.time)


def ticks_of(subject: Subject) -> Ticks | None:
    """The ticks of a map; none where it has none."""
    objects = subject.objects
    if not objects:
        return None
    starts = subject.places
    ends = subject.measures.places(np.array(subject.end_times))
    parts, counts = np.unique(starts.in_beat, return_counts=True)
    used = parts[counts >= USED * len(objects)]
    first, last = int(starts.total.min()), int(starts.total.max())
    if (last - first) // PARTS * len(used) > MOST:
        return None
    totals, times, places = _grid(subject, first, last, used)
    what = np.full(len(totals), EMPTY)
    index = np.searchsorted(starts.total, totals, side="right") - 1
    covered = np.maximum.accumulate(ends.total)[index] > totals
    what[np.isin(totals, ends.total)] = END
    here = np.isin(totals, starts.total)
    what[here] = START
    pause = _pauses(starts.total, ends.total)[index]
    keep = here | ~(covered | pause)
    return Ticks(places[keep], times[keep], what[keep], index[keep])


def _grid(subject: Subject, first: int, last: int, used: Ints) -> tuple[Ints, Floats, Places]:
    """Parts, times and places of every used tick from the first object to the last."""
    times = subject.measures.beats(first, last)
    offsets = used / PARTS
    beat = subject.measures.places(times).beat
    all_times = (times[:, None] + offsets[None] * beat[:, None]).ravel()
    places = subject.measures.places(all_times)
    totals, chosen = np.unique(places.total, return_index=True)
    inside = (totals >= first) & (totals <= last)
    chosen = chosen[inside]
    return totals[inside], all_times[chosen], places[chosen]


def _pauses(starts: Ints, ends: Ints) -> NDArray[np.bool_]:
    """Whether what follows each object is a pause."""
    following = np.append(starts[1:], starts[-1])
    return np.asarray(following - ends > LONGEST_PAUSE)
