"""Hitsounds that this map does not use there, and places where it would use one."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from engine.modding.check import Check, Finding
from engine.modding.consistency.edges import edges_of, habits
from engine.modding.consistency.pooling import surprise
from engine.modding.consistency.telling import severity_of, told
from engine.modding.subject import Subject
from engine.osu import CLAP, FINISH, WHISTLE

LEAST_SOUNDS = 12
"""A map with fewer has no habits."""

NAMES = ((WHISTLE, "whistle"), (FINISH, "finish"), (CLAP, "clap"))


def _find(subject: Subject) -> Iterator[Finding]:
    edges = edges_of(subject)
    if len(edges) < LEAST_SOUNDS:
        return
    used, values = np.unique(edges.sound, return_inverse=True)
    classes = len(used)
    if classes < 2:
        return
    contexts = habits(subject, edges, values, classes, edges.own_sets)
    for i, bits, expected in told(surprise(values, classes, contexts)):
        there, usual = _named(int(used[values[i]])), _named(int(used[expected]))
        yield Finding(
            severity_of(bits),
            f"This map would have {usual} here, not {there}.",
            time=float(edges.time[i]),
            objects=(int(edges.owner[i]),),
            found=there,
            expected=usual,
            score=bits,
            key=f"{edges.kind[i]}",
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
