"""Slider bodies that leave a 4:3 screen between their ends."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator

from engine.modding.check import Check, Finding
from engine.modding.screen import beyond
from engine.modding.subject import Subject
from engine.osu.curves import Point

STEP = 5.0
"""px along the body between two looks."""

LENIENCY = 0.5
"""px that nobody sees."""


def _find(subject: Subject) -> Iterator[Finding]:
    for i, timing in subject.slider_timings.items():
        points, shift = timing.path.points, subject.stack_shifts[i]
        edge = subject.radius
        if max(_out(point, shift, edge) for point in (points[0], points[-1])) > LENIENCY:
            continue  # told as an object off the screen
        if not _may_leave(points, shift, edge):
            continue
        worst = max(_along(points), key=lambda point: _out(point, shift, edge))
        out = _out(worst, shift, edge)
        if out > LENIENCY:
            yield Finding(
                "warning",
                f"The body of this slider is up to {out:.0f} px off a 4:3 screen.",
                objects=(i,),
                found=f"x {worst[0]:.0f}, y {worst[1]:.0f}",
                expected="all of it on the screen",
            )


def _out(point: Point, shift: float, radius: float) -> float:
    return beyond((point[0] + shift, point[1] + shift), radius)


def _may_leave(points: list[Point], shift: float, radius: float) -> bool:
    """The box around the path leaves the screen."""
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return any(_out((x, y), shift, radius) > LENIENCY for x in (min(xs), max(xs)) for y in (min(ys), max(ys)))


def _along(points: list[Point]) -> Iterator[Point]:
    """Points of the path no more than `STEP` apart."""
    for (ax, ay), (bx, by) in itertools.pairwise(points):
        steps = max(1, min(10_000, math.ceil(math.dist((ax, ay), (bx, by)) / STEP)))
        yield from ((ax + (bx - ax) * k / steps, ay + (by - ay) * k / steps) for k in range(steps))
    yield points[-1]


CHECK = Check(
    id="offscreen-sliders",
    category="Sliders",
    title="Slider bodies off the screen",
    reason="On a 4:3 screen the player does not see where the slider goes.",
    find=_find,
    modes=("osu",),
    yardstick=("MV", "LV", "RC"),
)
