"""Mania rows that break the patterns the map repeats: other columns, more or fewer notes."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from engine.modding.check import Check, Finding
from engine.modding.columns import columns_of, keys_of
from engine.modding.consistency.contexts import Ints, after, before, joined, near, same
from engine.modding.consistency.pooling import surprise
from engine.modding.consistency.repeats import Repeats
from engine.modding.consistency.telling import LEAST_PLACES, severity_of, told
from engine.modding.measures import PARTS
from engine.modding.subject import Subject

MOST_ROWS = 40
"""Different rows that are told apart; rarer ones are alike."""


def _find(subject: Subject) -> Iterator[Finding]:
    times = np.array([each.time for each in subject.objects])
    starts, row = np.unique(times, return_inverse=True)
    if len(starts) < LEAST_PLACES:
        return
    keys = keys_of(subject)
    pressed = np.zeros((len(starts), keys), np.int64)
    pressed[row, columns_of(subject)] = 1
    rows = pressed @ (1 << np.arange(keys))
    used, values = _common(rows)
    classes = len(used) + 1
    if len(used) < 2:
        return
    places = subject.measures.places(starts)
    repeats = Repeats(places, subject.places, subject.measures.places(np.array(subject.end_times)))
    gap = np.minimum(np.diff(places.total, prepend=places.total[0]), 4 * PARTS)
    last, following = before(values, classes), after(values, classes)
    contexts = [
        same(values, classes, joined(gap, places.in_beat)),
        same(values, classes, joined(last, gap)),
        same(values, classes, joined(last, following, gap)),
        same(values, classes, joined(before(last, classes), last, gap)),
        same(values, classes, joined(following, after(following, classes), gap)),
        near(values, classes, joined(gap), 4),
        repeats.around(values, classes),
        repeats.alike(values, classes),
        repeats.alike_in(values, classes),
    ]
    first = np.searchsorted(times, starts)
    after_last = np.searchsorted(times, starts, side="right")
    for k, bits, expected in told(surprise(values, classes, contexts)):
        if expected == len(used):
            continue  # that it would be some rare row says nothing
        yield Finding(
            severity_of(bits),
            "This map would press other columns here.",
            objects=tuple(range(first[k], after_last[k])),
            found=_row(int(rows[k]), keys),
            expected=_row(int(used[expected]), keys),
            score=bits,
        )


def _common(rows: Ints) -> tuple[Ints, Ints]:
    """The most common rows, and for each row which of them it is; their number for a rare one."""
    used, values, counts = np.unique(rows, return_inverse=True, return_counts=True)
    order = np.argsort(-counts, kind="stable")[:MOST_ROWS]
    number = np.full(len(used), len(order))
    number[order] = np.arange(len(order))
    return used[order], number[values]


def _row(pressed: int, keys: int) -> str:
    columns = [str(column + 1) for column in range(keys) if pressed >> column & 1]
    return f"column{'s' if len(columns) > 1 else ''} {', '.join(columns)}"


CHECK = Check(
    id="unusual-columns",
    category="Compose",
    title="Columns against the map's patterns",
    reason="A pattern that comes back with another key pressed once reads as a mistake.",
    find=_find,
    modes=("mania",),
    source="consistency",
)
