"""The way a slider's ball takes: a polyline with lengths, cut or stretched to the slider's length."""

from __future__ import annotations

import itertools
import math
from bisect import bisect_left
from dataclasses import dataclass

from engine.osu.curves import Point, flatten
from engine.osu.hit_objects import Slider
from engine.osu.path import PathSegment
from engine.osu.single import single, singles

SHORTEST_LINE = 1e-4
"""A path is cut such that its last line is longer (px)."""


@dataclass(frozen=True, slots=True)
class SliderPath:
    """One span of a slider.

    Attributes:
        points: the polyline (px).
        lengths: distance from the head to each point (px); the last misses `length` by a hair where the
            game's single precision does.
        length: of one span, px.
    """

    points: list[Point]
    lengths: list[float]
    length: float

    def position_at(self, distance: float) -> Point:
        """Where the ball is after `distance` px from the head; clipped to the path."""
        if distance <= 0 or len(self.points) == 1:
            return self.points[0]
        distance = min(distance, self.lengths[-1])
        i = max(1, bisect_left(self.lengths, distance))
        before, after = self.lengths[i - 1], self.lengths[i]
        if after - before < 1e-7:
            return self.points[i - 1]
        share = (distance - before) / (after - before)
        (ax, ay), (bx, by) = self.points[i - 1], self.points[i]
        return ax + (bx - ax) * share, ay + (by - ay) * share


def slider_path(slider: Slider) -> SliderPath:
    """The path of a slider, as long as its line says."""
    points = _polyline(slider.segments) or [(slider.x, slider.y)]
    return _with_length(points, slider.length)


def _polyline(segments: list[PathSegment]) -> list[Point]:
    points: list[Point] = []
    for segment in segments:
        part = flatten(segment.type, segment.points, segment.degree)
        points += part[1:] if points and part and points[-1] == part[0] else part
    return points


def _with_length(points: list[Point], wanted: float) -> SliderPath:
    """Cut or stretch; a polyline whose last point is doubled is not stretched (as in stable).

    Lengths of lines are single, their sums double precision: the path can miss the wanted length by a hair.
    """
    lines = singles(itertools.starmap(math.dist, itertools.pairwise(points)))
    excess = sum(lines) - wanted
    doubled_end = len(points) > 1 and points[-1] == points[-2]
    fits = wanted > 0 and not (doubled_end and excess < 0)
    if fits and excess:
        while lines and lines[-1] <= excess + SHORTEST_LINE:
            excess -= lines.pop()
            points.pop()
        if lines:
            points[-1] = _ahead(points[-2], points[-1], lines[-1], lines[-1] - excess)
            lines[-1] = single(math.dist(points[-2], points[-1]))
    lengths = [0.0, *itertools.accumulate(lines)]
    return SliderPath(points, lengths, wanted if fits and lines else lengths[-1])


def _ahead(start: Point, towards: Point, distance: float, wanted: float) -> Point:
    """The point `wanted` px from `start` towards another one, `distance` px away; rounded as stable does."""
    scale, wanted = singles((1 / distance, wanted))
    direction = singles((scale * (towards[0] - start[0]), scale * (towards[1] - start[1])))
    step = singles((wanted * direction[0], wanted * direction[1]))
    x, y = singles((start[0] + step[0], start[1] + step[1]))
    return x, y
