"""Low difficulties in which the same time is not the same distance."""

from __future__ import annotations

import itertools
import math
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass

from engine.modding.check import Check, Finding
from engine.modding.level import Level
from engine.modding.subject import Subject
from engine.osu import Spinner

SAME_GAP, SAME_GAP_SHARE = 16.0, 0.1
"""ms, and share of the gap, by which gaps may differ and be the same."""

WITHIN = 4_000.0
"""ms for which a player remembers a spacing."""

LONGEST_GAP = 600.0
"""ms; over longer ones distance says nothing."""

STACK = 12.0
"""px; closer is a stack."""

UNEQUAL, UNEQUAL_SHARE = 10.0, 0.15
"""px and share of the distance by which it may differ."""

VERY_UNEQUAL, VERY_UNEQUAL_SHARE = 20.0, 0.3


@dataclass(frozen=True, slots=True)
class _Move:
    """From one object to the next."""

    index: int
    time: float
    gap: float
    distance: float


def _find(subject: Subject) -> Iterator[Finding]:
    if subject.level > Level.NORMAL:
        return
    recent: deque[_Move] = deque()
    for move in _moves(subject):
        while recent and move.time - recent[0].time > WITHIN:
            recent.popleft()
        alike = [
            each for each in recent if abs(each.gap - move.gap) <= max(SAME_GAP, SAME_GAP_SHARE * move.gap)
        ]
        if alike:
            usual = sorted(each.distance for each in alike)[len(alike) // 2]
            off = abs(usual - move.distance)
            if off > UNEQUAL + UNEQUAL_SHARE * usual:
                grave = off > VERY_UNEQUAL + VERY_UNEQUAL_SHARE * usual
                yield Finding(
                    "warning" if grave else "minor",
                    f"{move.distance:.0f} px for {move.gap:.0f} ms, where {usual:.0f} px were usual.",
                    objects=(move.index, move.index + 1),
                    found=f"{move.distance:.0f} px",
                    expected=f"{usual:.0f} px",
                )
        recent.append(move)


def _moves(subject: Subject) -> Iterator[_Move]:
    for i, (before, after) in enumerate(itertools.pairwise(subject.objects)):
        gap = after.time - subject.end_times[i]
        distance = math.dist(subject.tails[i], (after.x, after.y))
        spins = isinstance(before, Spinner) or isinstance(after, Spinner)
        if not spins and 0 < gap <= LONGEST_GAP and distance >= STACK:
            yield _Move(i, before.time, gap, distance)


CHECK = Check(
    id="time-distance-equality",
    category="Spread",
    title="Uneven spacing in low difficulties",
    reason="New players read the rhythm from the distances.",
    find=_find,
    modes=("osu",),
    yardstick=("LV", "MV", "RC"),
)
