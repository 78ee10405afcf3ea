"""Jumps far larger than the map made for the same rhythm before."""

from __future__ import annotations

import itertools
import math
from collections import defaultdict, deque
from collections.abc import Iterator

from engine.modding.check import Check, Finding
from engine.modding.subject import Subject
from engine.osu import Slider, Spinner
from engine.protocol import Severity

LONGEST_GAP = 180.0
"""ms; over longer ones anything can be reached."""

SAME_GAP = 5.0
"""ms by which gaps may differ and be the same."""

LEAST_RADII = 4.0
"""Distances shorter than this many circle radii are never a shock."""

LEAST_DISTANCE = 20.0
"""px that a stack counts as."""

SLIDER_LENIENCY = 3.0
"""Radii that a slider's follow circle saves."""

FEWEST = 3
"""Moves of the same kind to judge by."""

REMEMBERED = 24
"""Moves of the same kind that count."""

LARGE, VERY_LARGE, ABSURD = 2.0, 4.0, 15.0
"""Times the usual distance."""


def _find(subject: Subject) -> Iterator[Finding]:
    seen: defaultdict[tuple[int, bool], deque[float]] = defaultdict(lambda: deque(maxlen=REMEMBERED))
    for i, (before, after) in enumerate(itertools.pairwise(subject.objects)):
        gap = after.time - subject.end_times[i]
        if isinstance(before, Spinner) or isinstance(after, Spinner) or not 1.0 <= gap <= LONGEST_GAP:
            continue
        distance = max(LEAST_DISTANCE, math.dist(subject.tails[i], (after.x, after.y)))
        slider = isinstance(before, Slider)
        alike = seen[round(gap / SAME_GAP), slider]
        speeds = sorted(alike)
        effort = max(0.0, distance - SLIDER_LENIENCY * subject.radius) if slider else distance
        if len(speeds) >= FEWEST and distance > LEAST_RADII * subject.radius and distance / gap > speeds[-1]:
            usual = sum(speeds) / len(speeds)
            ratio = effort / gap / usual
            if ratio > LARGE:
                severity: Severity = (
                    "problem" if ratio > ABSURD else "warning" if ratio > VERY_LARGE else "minor"
                )
                yield Finding(
                    severity,
                    f"This jump is {ratio:.1f} times what the map asked for in {gap:.0f} ms before.",
                    objects=(i, i + 1),
                    found=f"{distance:.0f} px",
                    expected=f"about {usual * gap:.0f} px",
                )
        alike.append(distance / gap)


CHECK = Check(
    id="abnormal-spacing",
    category="Compose",
    title="Sudden large jumps",
    reason="A jump that nothing prepared is missed, not played.",
    find=_find,
    modes=("osu",),
    yardstick=("MV",),
)
