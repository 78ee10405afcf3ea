"""The way a slider's ball takes: a polyline with lengths, cut or stretched to the slider's length."""

from __future__ import annotations

import itertools
import math
import struct
from bisect import bisect_left
from dataclasses import dataclass

from engine.osu.curves import Point, flatten
from engine.osu.hit_objects import Slider
from engine.osu.path import PathSegment


@dataclass(frozen=True, slots=True)
class SliderPath:
    """One span of a slider.

    Attributes:
        points: the polyline (px).
        lengths: distance from the head to each point (px).
    """

    points: list[Point]
    lengths: list[float]

    @property
    def length(self) -> float:
        """Length of one span, px."""
        return self.lengths[-1]

    def position_at(self, distance: float) -> Point:
        """Where the ball is after `distance` px from the head; clipped to the path."""
        if distance <= 0 or len(self.points) == 1:
            return self.points[0]
        i = bisect_left(self.lengths, min(distance, self.length))
        if i == 0:
            return self.points[0]
        i = min(i, len(self.points) - 1)
        before, after = self.lengths[i - 1], self.lengths[i]
        if after - before < 1e-7:
            return self.points[i - 1]
        share = (min(distance, self.length) - before) / (after - before)
        (ax, ay), (bx, by) = self.points[i - 1], self.points[i]
        return ax + (bx - ax) * share, ay + (by - ay) * share


def slider_path(slider: Slider) -> SliderPath:
    """The path of a slider, as long as its line says."""
    points = _polyline(slider.segments) or [(slider.x, slider.y)]
    return _with_length(points, _single(slider.length))


def natural_length(segments: list[PathSegment]) -> float:
    """Length of the curve itself, px."""
    points = _polyline(segments)
    return sum(math.dist(a, b) for a, b in itertools.pairwise(points))


def _polyline(segments: list[PathSegment]) -> list[Point]:
    points: list[Point] = []
    for segment in segments:
        part = flatten(segment.type, segment.points, segment.degree)
        points += part[1:] if points and part and points[-1] == part[0] else part
    return points


def _single(value: float) -> float:
    """Rounded to single precision, in which stable keeps lengths; a ms of duration can hang on it."""
    return float(struct.unpack("f", struct.pack("f", value))[0])


def _with_length(points: list[Point], wanted: float) -> SliderPath:
    """Cut or stretch; a polyline whose last point is doubled is not stretched (as in stable)."""
    lengths = [0.0]
    for a, b in itertools.pairwise(points):
        lengths.append(lengths[-1] + math.dist(a, b))
    natural = lengths[-1]
    doubled_end = len(points) > 1 and points[-1] == points[-2]
    if wanted <= 0 or natural == wanted or (doubled_end and wanted > natural):
        return SliderPath(points, lengths)
    lengths.pop()
    end = len(points) - 1
    while lengths and natural > wanted and lengths[-1] >= wanted:
        lengths.pop()
        end -= 1
    if end <= 0:
        return SliderPath(points[:1], [0.0])
    (ax, ay), (bx, by) = points[end - 1], points[end]
    step = math.dist((ax, ay), (bx, by)) or 1.0
    rest = (wanted - lengths[-1]) / step
    tip = (ax + (bx - ax) * rest, ay + (by - ay) * rest)
    return SliderPath([*points[:end], tip], [*lengths, wanted])
