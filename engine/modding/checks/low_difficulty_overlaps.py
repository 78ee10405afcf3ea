"""Objects of low difficulties that should overlap, and those that should not."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator

from engine.modding.check import Check, Finding
from engine.modding.folding import folded
from engine.modding.level import Level
from engine.modding.subject import Subject
from engine.osu import Circle, Spinner

MUST, SHOULD, MUST_NOT = 150.0, 175.0, 250.0
"""ms between two objects: closer they must or should overlap, farther they must not."""

LENIENCY = 5.0
"""px of overlap that nobody sees."""

MANY = 10
"""Overlaps that are told one by one; more are the map's spacing."""

OVERLAP_BITS = 5.0
"""Of one overlap: advice rather than rule."""


def _find(subject: Subject) -> Iterator[Finding]:
    if subject.level > Level.NORMAL:
        return
    easier = any(peer.level < subject.level for peer in subject.peers_of_mode)
    overlaps: list[Finding] = []
    for i, (before, after) in enumerate(itertools.pairwise(subject.objects)):
        if isinstance(before, Spinner) or isinstance(after, Spinner):
            continue
        gap = after.time - subject.end_times[i]
        between = math.dist(subject.tails[i], (after.x, after.y)) - 2 * subject.radius
        # only two clicks so close together have to look it, and not where an Easy is there for newcomers
        if gap < SHOULD and between >= 0 and isinstance(before, Circle) and not easier:
            yield Finding(
                "problem" if gap < MUST else "warning",
                f"{gap:.0f} ms apart, these {'must' if gap < MUST else 'should'} overlap to look it.",
                objects=(i, i + 1),
                found=f"{between:.0f} px between them",
                expected="an overlap, or more time",
                key="apart",
            )
        elif MUST_NOT < gap < subject.preempt and between < -LENIENCY and _partly(between, subject.radius):
            overlaps.append(_overlap(i, gap, between))
    all_in_one = "Objects overlap at {count} places. The spacing of the whole map is too small."
    yield from folded(overlaps, MANY, all_in_one)


def _overlap(i: int, gap: float, between: float) -> Finding:
    return Finding(
        "warning",
        f"{gap:.0f} ms apart, these should not overlap.",
        objects=(i, i + 1),
        found=f"{-between:.0f} px of overlap",
        expected="no overlap",
        score=OVERLAP_BITS,
        key="overlap",
    )


def _partly(between: float, radius: float) -> bool:
    """Two circles on one place are a stack, and another matter."""
    return between > -2 * radius + LENIENCY


CHECK = Check(
    id="low-difficulty-overlaps",
    category="Spread",
    title="Overlaps in low difficulties",
    reason="New players read time from distance: close is soon, apart is later.",
    find=_find,
    modes=("osu",),
    by_level=True,
    yardstick=("MV", "LV", "RC"),
)
