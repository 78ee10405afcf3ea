"""Where a slider's path ends, as the checkpoints' training computed it.

That is not where the game ends it: a cut Bezier is followed by its parameter, not along its length, and a
Catmull path is never cut. Slider end tokens mean this point, so it is computed the same way.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from math import cos, pi, sin, sqrt

import numpy as np
from numpy.typing import NDArray
from scipy.special import comb

Point = tuple[float, float]
Floats = NDArray[np.float64]

SAMPLES = 50
"""Points on a Bezier curve whose distances make its length."""
TINY = 1e-8
"""Below this an area or a squared length is nothing."""


def path_end(kind: str, points: Sequence[Point], length: float) -> Point:
    """The end of a path of `length` osu! pixels; kind is B, P, C or L as in the file."""
    if kind == "C":
        return points[-1]
    if kind == "L":
        return _joined_end([list(pair) for pair in itertools.pairwise(points)], length)
    if kind == "P" and len(points) == 3 and (centre := circle_centre(*points)) is not None:
        return _arc_end(points, centre, length)
    return _joined_end(_split_at_doubles(points), length)


def _split_at_doubles(points: Sequence[Point]) -> list[list[Point]]:
    parts, start = [], 0
    for index in range(1, len(points)):
        if points[index] == points[index - 1]:
            parts.append(list(points[start:index]))
            start = index
    return [*parts, list(points[start:])]


def _joined_end(curves: Sequence[Sequence[Point]], length: float) -> Point:
    lengths = [_bezier_length(curve) for curve in curves]
    wanted = length if len(curves) == 1 else max(0.0, lengths[-1] - (sum(lengths) - length))
    end = _bezier(curves[-1], np.array([wanted / lengths[-1] if lengths[-1] else 0.0]))
    return float(end[0, 0]), float(end[0, 1])


def _bezier(points: Sequence[Point], t: Floats) -> Floats:
    """Points (t, 2) of a Bezier curve; the order of operations decides ties between two tokens."""
    degree, t = len(points) - 1, t[:, None]
    place = np.arange(degree + 1)
    weights = comb(degree, place) * (1 - t) ** (degree - place) * t**place  # (t, degree + 1)
    result: Floats = np.sum(weights[:, None] * np.array(points).T, axis=-1)
    return result


def _bezier_length(points: Sequence[Point]) -> float:
    steps = np.diff(_bezier(points, np.linspace(0, 1, SAMPLES)), axis=0)
    return float(np.sum(np.sqrt(np.sum(np.square(steps), axis=1))))


def circle_centre(a: Point, b: Point, c: Point) -> Point | None:
    """Centre of the circle through three points; None when they lie on a line."""
    sides = [(p[0] - q[0]) ** 2 + (p[1] - q[1]) ** 2 for p, q in ((b, c), (a, c), (a, b))]
    if min(sides) <= TINY:
        return None
    first, second, third = sides
    weights = (
        first * (second + third - first),
        second * (first + third - second),
        third * (first + second - third),
    )
    total = sum(weights)
    if abs(total) <= TINY:
        return None
    return (
        sum(w * p[0] for w, p in zip(weights, (a, b, c), strict=True)) / total,
        sum(w * p[1] for w, p in zip(weights, (a, b, c), strict=True)) / total,
    )


def _arc_end(points: Sequence[Point], centre: Point, length: float) -> Point:
    (ax, ay), (bx, by), (cx, cy) = ((x - centre[0], y - centre[1]) for x, y in points)
    start, end = float(np.arctan2(ay, ax)), float(np.arctan2(cy, cx))
    angle = end - start if end >= start else end + 2 * pi - start
    if (cy - ay) * (bx - ax) - (cx - ax) * (by - ay) < 0:
        angle -= 2 * pi
    whole = abs(angle * sqrt(ax * ax + ay * ay))
    if whole > length:
        angle *= length / whole
    return (ax * cos(angle) - ay * sin(angle) + centre[0], ax * sin(angle) + ay * cos(angle) + centre[1])
