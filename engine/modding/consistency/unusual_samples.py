"""Sample sets that this map does not use there."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from engine.modding.check import Check, Finding
from engine.modding.consistency.edges import edges_of, habits
from engine.modding.consistency.pooling import surprise
from engine.modding.consistency.telling import severity_of, told
from engine.modding.subject import Subject

LEAST_SOUNDS = 12
"""A map with fewer has no habits."""

NAMES = ("default", "normal", "soft", "drum")


def _find(subject: Subject) -> Iterator[Finding]:
    edges = edges_of(subject)
    if len(edges) < LEAST_SOUNDS:
        return
    # an addition that is not there has no set of its own
    addition = np.where(edges.sound > 0, edges.addition, edges.normal)
    used, values = np.unique(edges.normal * 16 + addition, return_inverse=True)
    classes = len(used)
    if classes < 2:
        return
    for i, bits, expected in told(
        surprise(values, classes, habits(subject, edges, values, classes, edges.sound))
    ):
        there, usual = _named(int(used[values[i]])), _named(int(used[expected]))
        yield Finding(
            severity_of(bits),
            f"This map would use the {usual} samples here, not {there}.",
            time=float(edges.time[i]),
            objects=(int(edges.owner[i]),),
            found=there,
            expected=usual,
            score=bits,
            key=f"{edges.kind[i]}",
        )


def _named(sets: int) -> str:
    normal, addition = (NAMES[each] if each < len(NAMES) else "unknown" for each in divmod(sets, 16))
    return normal if normal == addition else f"{normal} with {addition} additions"


CHECK = Check(
    id="unusual-samples",
    category="Hit Sounds",
    title="Sample sets against the map's habit",
    reason="One hit from another set among many like it sounds like a mistake.",
    find=_find,
    modes=("osu", "catch", "mania"),
    source="consistency",
)
