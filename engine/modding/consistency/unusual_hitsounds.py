"""Hitsounds that this map does not use there, and places where it would use one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from engine.modding.check import Check, Finding
from engine.modding.consistency.pooling import surprise
from engine.modding.consistency.sounding import habits, sounding
from engine.modding.consistency.telling import LEAST_PLACES, severity_of, told
from engine.modding.subject import Subject
from engine.osu import CLAP, FINISH, WHISTLE

MEANT = 1.5
"""Bits that each hitsound of a place loses: one is forgotten more often than set by accident."""

NAMES = ((WHISTLE, "whistle"), (FINISH, "finish"), (CLAP, "clap"))


def _find(subject: Subject) -> Iterator[Finding]:
    heard = sounding(subject)
    if len(heard) < LEAST_PLACES:
        return
    used, values = np.unique(heard.additions, return_inverse=True)
    classes = len(used)
    if classes < 2:
        return
    contexts = habits(subject, heard, values, classes, heard.normal * 4 + heard.addition)
    result = surprise(values, classes, contexts)
    meant = MEANT * np.array([int(each).bit_count() for each in used])[values]
    for i, bits, expected in told(replace(result, odds=result.odds - meant)):
        there, usual = _named(int(used[values[i]])), _named(int(used[expected]))
        yield Finding(
            severity_of(bits),
            f"This map would have {usual} here, not {there}.",
            time=float(heard.time[i]),
            objects=(int(heard.object[i]),),
            found=there,
            expected=usual,
            score=bits,
            key=f"{heard.kind[i]}",
        )


def _named(sound: int) -> str:
    return " and ".join(name for bit, name in NAMES if sound & bit) or "no hitsound"


CHECK = Check(
    id="unusual-hitsounds",
    category="Hit Sounds",
    title="Hitsounds against the map's habit",
    reason="A pattern of hitsounds that breaks once sounds like a mistake.",
    find=_find,
    modes=("osu", "catch", "mania"),
    source="consistency",
)
