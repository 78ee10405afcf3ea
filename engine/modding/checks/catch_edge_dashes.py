"""Dashes that are all but a hyperdash."""

from __future__ import annotations

import math
from collections.abc import Iterator

from engine.modding.check import Check, Finding
from engine.modding.level import Level
from engine.modding.subject import Subject
from engine.protocol import Severity

EDGE = 10.0
"""px of room left after a gap of `FULL` ms."""

FULL = 300.0
"""ms; shorter gaps leave less room, and less of it feels like nothing."""

CURVE = 0.75

SEVERITY: dict[Level, Severity] = {
    Level.NORMAL: "problem",
    Level.HARD: "problem",
    Level.INSANE: "warning",
    Level.EXPERT: "minor",
    Level.EXPERT_PLUS: "minor",
}


def _find(subject: Subject) -> Iterator[Finding]:
    severity = SEVERITY.get(subject.level)
    if severity is None:
        return
    for fall in subject.falls:
        if not fall.hyper and fall.room <= _edge(fall.gap):
            yield Finding(
                severity,
                f"From this {fall.part} the dash has only {fall.room:.0f} px of room.",
                time=fall.time,
                objects=(fall.index,),
                found=f"{fall.room:.0f} px before a hyperdash",
                expected="more room, or a hyperdash",
                key=fall.part,
            )


def _edge(gap: float) -> float:
    """Px within which a dash of so many ms is at the edge."""
    share = min(max(gap, 0.0), FULL) / FULL
    return EDGE * (1 - math.pow(1 - share, CURVE))


CHECK = Check(
    id="catch-edge-dashes",
    category="Compose",
    title="Edge dashes",
    reason="They must be caught to the pixel, and do not look it.",
    find=_find,
    modes=("catch",),
    by_level=True,
    yardstick=("MV", "RC"),
)
