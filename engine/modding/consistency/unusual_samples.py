"""Sample sets that this map does not use there."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from engine.modding.check import Check, Finding
from engine.modding.consistency.pooling import surprise
from engine.modding.consistency.sounding import habits, sounding
from engine.modding.consistency.telling import LEAST_PLACES, severity_of, told
from engine.modding.subject import Subject

NAMES = ("default", "normal", "soft", "drum")


def _find(subject: Subject) -> Iterator[Finding]:
    heard = sounding(subject)
    if len(heard) < LEAST_PLACES:
        return
    # an addition that is not there has no set of its own
    addition = np.where(heard.additions > 0, heard.addition, heard.normal)
    used, values = np.unique(heard.normal * 16 + addition, return_inverse=True)
    classes = len(used)
    if classes < 2:
        return
    for i, bits, expected in told(
        surprise(values, classes, habits(subject, heard, values, classes, heard.additions))
    ):
        there, usual = _named(int(used[values[i]])), _named(int(used[expected]))
        yield Finding(
            severity_of(bits),
            f"This map would use the {usual} samples here, not {there}.",
            time=float(heard.time[i]),
            objects=(int(heard.object[i]),),
            found=there,
            expected=usual,
            score=bits,
            key=f"{heard.kind[i]}",
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
