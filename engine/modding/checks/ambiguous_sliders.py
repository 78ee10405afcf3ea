"""Sliders that look as if they went another way, or nowhere."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator

from engine.modding.check import Check, Finding
from engine.modding.subject import Subject
from engine.osu import Slider
from engine.osu.curves import Point

ON_TOP = 5.0
"""px between the ends of a slider that looks like a circle."""

NEAR, AWAY = 10.0, 60.0
"""px from an end to a corner: near it again, after having been away by this length of path."""

OUT_OF_REACH = 2.0
"""Radii that the path must go away: whoever holds still on a shorter one still hits it."""


def _find(subject: Subject) -> Iterator[Finding]:
    for i, timing in subject.slider_timings.items():
        slider = subject.objects[i]
        if not isinstance(slider, Slider):
            continue
        points = timing.path.points
        head, tail = points[0], points[-1]
        farthest = max(math.dist(head, point) for point in points)
        if farthest <= OUT_OF_REACH * subject.radius:
            continue
        if math.dist(head, tail) <= ON_TOP:
            yield Finding(
                "warning",
                "The ends of this slider lie on top of each other, so its direction cannot be seen.",
                objects=(i,),
                found="start and end on one place",
                expected="two ends apart",
                key="ends",
            )
            continue
        end = _touched(_corners(slider), head, tail)
        if end:
            yield Finding(
                "warning",
                f"A corner of this slider lies on its {end}, which can be read two ways.",
                objects=(i,),
                found=f"a corner on the {end}",
                expected="one way to follow",
                key=end,
            )


def _corners(slider: Slider) -> list[Point]:
    """Where the path has an angle: red anchors, every point of a straight slider."""
    corners: list[Point] = []
    for segment in slider.segments:
        if segment.type in ("B", "L"):
            points = segment.points if segment.type == "L" else [segment.points[0], segment.points[-1]]
            corners += points
    return corners


def _touched(corners: list[Point], head: Point, tail: Point) -> str:
    lengths = [0.0]
    for before, after in itertools.pairwise(corners):
        lengths.append(lengths[-1] + math.dist(before, after))
    for corner, length in zip(corners, lengths, strict=False):
        if length > AWAY and math.dist(corner, head) <= NEAR:
            return "start"
        if lengths[-1] - length > AWAY and math.dist(corner, tail) <= NEAR:
            return "end"
    return ""


CHECK = Check(
    id="ambiguous-sliders",
    category="Sliders",
    title="Sliders that can be read two ways",
    reason="A slider's path must be clear from its looks.",
    find=_find,
    modes=("osu",),
    yardstick=("MV", "RC"),
)
