"""Volumes that stand alone."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from engine.modding.check import Check, Finding
from engine.modding.consistency.contexts import after, before, joined, near, same
from engine.modding.consistency.pooling import surprise
from engine.modding.consistency.repeats import Repeats
from engine.modding.consistency.segments import LEAST_STRETCHES, carried_on_is_meant, segments_of
from engine.modding.consistency.telling import severity_of, told
from engine.modding.measures import PARTS
from engine.modding.subject import Subject

STEP = 5
"""Percent: what is nearer sounds the same."""

CLASSES = 100 // STEP + 1


def _find(subject: Subject) -> Iterator[Finding]:
    segments = segments_of(subject, list(range(len(subject.objects))))
    if len(segments) < LEAST_STRETCHES:
        return
    volumes = np.array([min(max(each.point.volume, 0), 100) for each in segments], np.int64)
    values = (volumes + STEP // 2) // STEP
    places = subject.measures.places(np.array([each.point.time for each in segments]))
    kiai = np.array([each.point.kiai for each in segments])
    length = np.minimum(np.diff(places.total, append=places.total[-1] + 4 * PARTS), 16 * PARTS)
    ends = subject.measures.places(np.array(subject.end_times))
    repeats = Repeats(places, subject.places, ends)
    contexts = [
        same(values, CLASSES, joined(kiai)),
        same(values, CLASSES, joined(length)),
        same(values, CLASSES, joined(places.part)),
        same(values, CLASSES, joined(before(values, -1), after(values, -1))),
        same(values, CLASSES, joined(before(values, -1), length)),
        near(values, CLASSES, joined(kiai), 2),
        near(values, CLASSES, joined(kiai), 6),
        near(values, CLASSES, joined(length), 3),
        repeats.around(values, CLASSES),
        repeats.alike(values, CLASSES),
    ]
    for k, bits, expected in told(
        carried_on_is_meant(surprise(values, CLASSES, contexts, _kernel()), values)
    ):
        yield Finding(
            severity_of(bits),
            "This map does not use such a volume here.",
            objects=segments[k].objects,
            found=f"{volumes[k]} %",
            expected=f"about {expected * STEP} %",
            score=bits,
        )


def _kernel() -> NDArray[np.float64]:
    """A volume speaks a little for those beside it."""
    apart = np.abs(np.arange(CLASSES)[:, None] - np.arange(CLASSES)[None])
    kernel = 0.5 ** apart.astype(np.float64)
    return np.asarray(kernel / kernel.sum(1, keepdims=True))


CHECK = Check(
    id="unusual-volumes",
    category="Hit Sounds",
    title="Volume against the map's habit",
    reason="A passage suddenly louder or quieter than others like it was rarely meant.",
    find=_find,
    source="consistency",
)
