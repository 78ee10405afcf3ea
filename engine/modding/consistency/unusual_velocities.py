"""Slider velocities and scroll speeds that stand alone."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from engine.modding.check import Check, Finding
from engine.modding.consistency.contexts import after, before, joined, near, same
from engine.modding.consistency.pooling import surprise
from engine.modding.consistency.segments import LEAST_STRETCHES, carried_on_is_meant, segments_of
from engine.modding.consistency.telling import severity_of, told
from engine.modding.measures import PARTS
from engine.modding.subject import Subject
from engine.osu import Slider

MOST_SPEEDS = 64
"""A map with more different speeds has no usual one."""


def _find(subject: Subject) -> Iterator[Finding]:
    counted = [
        i
        for i, each in enumerate(subject.objects)
        if isinstance(each, Slider) or subject.mode in ("taiko", "mania")
    ]
    segments = segments_of(subject, counted, 0.0)
    if len(segments) < LEAST_STRETCHES:
        return
    used, values = np.unique([round(each.velocity, 3) for each in segments], return_inverse=True)
    classes = len(used)
    if not 2 <= classes <= MOST_SPEEDS:
        return
    first = np.array([each.objects[0] for each in segments])
    places = subject.places[first]
    kiai = np.array([each.point.kiai for each in segments])
    ends = subject.measures.places(np.array(subject.end_times)).total
    length = np.minimum(ends[first] - subject.places.total[first], 8 * PARTS)
    alone = np.array([len(each.objects) == 1 for each in segments])
    contexts = [
        same(values, classes, joined(kiai)),
        same(values, classes, joined(length, alone)),
        same(values, classes, joined(places.part)),
        same(values, classes, joined(before(values, -1), after(values, -1))),
        same(values, classes, joined(before(values, -1))),
        same(values, classes, joined(after(values, -1))),
        near(values, classes, joined(kiai), 2),
        near(values, classes, joined(kiai), 6),
    ]
    for k, bits, expected in told(carried_on_is_meant(surprise(values, classes, contexts), values)):
        yield Finding(
            severity_of(bits),
            "This map does not use such a speed here.",
            objects=segments[k].objects,
            found=f"{segments[k].velocity:.2f}x",
            expected=f"{used[expected]:.2f}x",
            score=bits,
        )


CHECK = Check(
    id="unusual-velocities",
    category="Sliders",
    title="Slider velocity against the map's habit",
    reason="A speed that stands alone takes the player by surprise, or was a slip of the hand.",
    find=_find,
    source="consistency",
)
