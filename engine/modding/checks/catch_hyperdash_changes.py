"""Hyperdashes of different rhythms one after the other."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from engine.modding.check import Check, Finding
from engine.modding.level import Level
from engine.modding.subject import Subject

SAME = 4.0
"""ms by which two gaps may differ and be the same rhythm."""


def _find(subject: Subject) -> Iterator[Finding]:
    if subject.level not in (Level.HARD, Level.INSANE):
        return
    for first, second in itertools.pairwise(subject.falls):
        if first.hyper and second.hyper and abs(first.gap - second.gap) > SAME:
            yield Finding(
                "problem" if subject.level is Level.HARD else "warning",
                f"A hyperdash of {first.gap:.0f} ms is followed by one of {second.gap:.0f} ms.",
                time=first.time,
                objects=tuple(dict.fromkeys((first.index, second.index))),
                found=f"{first.gap:.0f} and {second.gap:.0f} ms",
                expected="one rhythm",
            )


CHECK = Check(
    id="catch-hyperdash-changes",
    category="Compose",
    title="Hyperdashes of changing rhythm",
    reason="Each asks for another timing before the first is over.",
    find=_find,
    modes=("catch",),
    by_level=True,
    yardstick=("MV", "RC"),
)
