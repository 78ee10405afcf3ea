"""Sliders that run back over themselves."""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from engine.modding.check import Check, Finding
from engine.modding.subject import Subject
from engine.osu.sliders import SliderTiming

Floats = NDArray[np.float64]

STEP = 2.0
"""px between two looks at the path."""

MOST_STEPS = 600
"""Of one path; a longer one is looked at in larger steps."""

ON_TOP = 3.0
"""px within which the path lies on itself."""

PARALLEL = math.radians(15)
"""Angle up to which the two ways run along each other, forth or back, instead of crossing."""

READABLE = 30.0
"""ms between the two passes of a small loop that the eye follows."""

HIDDEN, ALL_HIDDEN = 30.0, 90.0
"""px that lie on the path itself."""


def _find(subject: Subject) -> Iterator[Finding]:
    for i, timing in subject.slider_timings.items():
        hidden = _hidden(timing)
        if hidden >= HIDDEN:
            yield Finding(
                "warning" if hidden >= ALL_HIDDEN else "minor",
                f"This slider runs over itself for {hidden:.0f} px.",
                objects=(i,),
                found=f"{hidden:.0f} px on top of itself",
                expected="a path that is seen from start to end",
            )


def _hidden(timing: SliderTiming) -> float:
    """Px of the path that lie along an earlier part of it."""
    path = timing.path
    points = np.asarray(path.points)
    count = min(MOST_STEPS, int(path.length / STEP))
    if count < 4 or timing.velocity <= 0 or _turning(points) < math.pi - PARALLEL:
        return 0.0
    at = np.linspace(0.0, path.length, count + 1)
    x, y = np.interp(at, path.lengths, points[:, 0]), np.interp(at, path.lengths, points[:, 1])
    way = np.arctan2(np.diff(y), np.diff(x))
    x, y, step = x[:-1], y[:-1], path.length / count
    apart = max(4, math.ceil(READABLE * timing.velocity / step))
    reach = max(ON_TOP, step)
    near = np.square(x[:, None] - x) + np.square(y[:, None] - y) < reach * reach
    turned = np.abs(way[:, None] - way) % np.pi
    along = np.minimum(turned, np.pi - turned) < PARALLEL
    earlier = np.tri(count, k=-apart, dtype=bool)  # [i, j]: j is so many steps before i
    return float((near & along & earlier).any(axis=1).sum() * step)


def _turning(points: Floats) -> float:
    """How much the path turns in all, radians; less than half a turn never comes back to itself."""
    steps = np.diff(points, axis=0)
    ways = np.arctan2(steps[:, 1], steps[:, 0])[np.any(steps != 0, axis=1)]
    turns = np.abs(np.diff(ways))
    return float(np.minimum(turns, 2 * np.pi - turns).sum())


CHECK = Check(
    id="burai-sliders",
    category="Sliders",
    title="Sliders that overlap themselves",
    reason="Where a path lies on itself nobody sees which way it goes.",
    find=_find,
    modes=("osu",),
    yardstick=("MV", "RC"),
)
