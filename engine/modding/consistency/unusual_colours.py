"""Taiko dons and kats, small and big, that break the map's own patterns."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from engine.modding.check import Check, Finding
from engine.modding.consistency.contexts import after, before, joined, near, same
from engine.modding.consistency.pooling import surprise
from engine.modding.consistency.repeats import Repeats
from engine.modding.consistency.telling import LEAST_PLACES, severity_of, told
from engine.modding.measures import PARTS
from engine.modding.subject import Subject
from engine.modding.taiko_notes import notes_of

NAMES = ("don", "kat", "big don", "big kat")


def _find(subject: Subject) -> Iterator[Finding]:
    notes = notes_of(subject)
    if len(notes) < LEAST_PLACES:
        return
    classes = len(NAMES)
    values = np.array([each.kat + 2 * each.big for each in notes], np.int64)
    index = np.array([each.index for each in notes])
    places = subject.places[index]
    repeats = Repeats(places, subject.places, subject.measures.places(np.array(subject.end_times)))
    gap = np.minimum(np.diff(places.total, prepend=places.total[0]), 4 * PARTS)
    next_gap = after(gap, 4 * PARTS)
    last, following = before(values, classes), after(values, classes)
    last_but_one, next_but_one = before(last, classes), after(following, classes)
    contexts = [
        same(values, classes, joined(places.part)),
        same(values, classes, joined(last, following, gap, next_gap)),
        same(values, classes, joined(last_but_one, last, following, next_but_one, gap, next_gap)),
        same(values, classes, joined(last_but_one, last, gap, next_gap, places.in_beat)),
        same(values, classes, joined(following, next_but_one, gap, next_gap, places.in_beat)),
        same(
            values,
            classes,
            joined(repeats.other(values, -1, classes), repeats.other(values, 1, classes), places.in_beat),
        ),
        near(values, classes, joined(places.part), 3),
        repeats.around(values, classes),
        repeats.alike(values, classes),
        repeats.alike_in(values, classes),
    ]
    for k, bits, expected in told(surprise(values, classes, contexts)):
        yield Finding(
            severity_of(bits),
            f"This map would have a {NAMES[expected]} here.",
            objects=(int(index[k]),),
            found=NAMES[values[k]],
            expected=NAMES[expected],
            score=bits,
        )


CHECK = Check(
    id="unusual-colours",
    category="Compose",
    title="Colours against the map's patterns",
    reason="Players learn a map's patterns; one that changes colour once reads as a mistake.",
    find=_find,
    modes=("taiko",),
    source="consistency",
)
