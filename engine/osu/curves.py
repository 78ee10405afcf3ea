"""Curves as polylines, subdivided as the game does it (osu!framework, PathApproximator; arcs as stable)."""

from __future__ import annotations

import math
from collections.abc import Sequence

from engine.osu.single import single, singles

Point = tuple[float, float]

BEZIER_TOLERANCE = 0.25
"""Largest second difference (px, halved) of a Bezier curve that counts as flat."""

ARC_PIECES = 0.125
"""Pieces of a polyline for each px of an arc."""

CATMULL_DETAIL = 50
"""Pieces of one Catmull span."""

MOST_ARC_PIECES = 100_000
"""An arc that needs more is drawn as a Bezier curve."""

MOST_WORK = 4_000_000
"""Steps that one curve may take: thousands of control points would take hours."""

_FLAT = BEZIER_TOLERANCE * BEZIER_TOLERANCE * 4


def flatten(kind: str, points: Sequence[Point], degree: int = 0) -> list[Point]:
    """The polyline of one segment.

    Args:
        kind: B, P, L or C as in :class:`engine.osu.path.PathSegment`.
        points: control points, at least one.
        degree: of a B-spline, 0 for a plain Bezier.
    """
    if len(points) < 2 or kind == "L":
        return list(points)
    if kind == "C":
        return _catmull(points)
    if kind == "P" and len(points) == 3:
        arc = _arc(points[0], points[1], points[2])
        if arc is not None:
            return arc
    return _bezier(points, degree)


def _bezier(points: Sequence[Point], degree: int) -> list[Point]:
    output: list[float] = []
    work = MOST_WORK
    for curve in _knots_inserted(list(points), degree):
        stack = [[value for point in curve for value in point]]
        while stack:
            part = stack.pop()
            work -= len(part) * len(part)
            if work < 0:
                output += part  # as good as its control polygon: no map has such a curve
            elif _is_flat(part):
                _emit(part, output)
            else:
                left, right = _halves(part)
                stack.append(right)
                stack.append(left)
    return [*zip(output[::2], output[1::2], strict=True), points[-1]]


def _knots_inserted(points: list[Point], degree: int) -> list[list[Point]]:
    """A B-spline as Bezier curves, by inserting knots until each span stands alone (Boehm)."""
    last = len(points) - 1
    degree = min(degree, last) or last
    if degree == last:
        return [points]
    curves = []
    for i in range(last - degree):
        curve = [points[i]]
        for j in range(degree - 1):
            curve.append(points[i + 1])
            for k in range(1, degree - j):
                share = min(k, last - degree - i)
                (ax, ay), (bx, by) = points[i + k], points[i + k + 1]
                points[i + k] = ((share * ax + bx) / (share + 1), (share * ay + by) / (share + 1))
        curve.append(points[i + 1])
        curves.append(curve)
    curves.append(points[last - degree :])
    return curves


# Inside a Bezier curve a row of points is one list x, y, x, y, ...: a step of the subdivision is one line.


def _is_flat(part: list[float]) -> bool:
    bends = [a - 2 * b + c for a, b, c in zip(part, part[2:], part[4:], strict=False)]
    return all(x * x + y * y <= _FLAT for x, y in zip(bends[::2], bends[1::2], strict=True))


def _halves(part: list[float]) -> tuple[list[float], list[float]]:
    """De Casteljau at one half."""
    row = part
    left, right = row[:2], [row[-2:]]
    while len(row) > 2:
        row = singles([(a + b) / 2 for a, b in zip(row, row[2:], strict=False)])
        left += row[:2]
        right.append(row[-2:])
    return left, [value for point in reversed(right) for value in point]


def _emit(part: list[float], output: list[float]) -> None:
    """The points of a flat curve: its start and a smoothed point for each inner control point."""
    left, right = _halves(part)
    both = left + right[2:]
    output += part[:2]
    inner = [j for i in range(2, len(part) - 2, 2) for j in (2 * i, 2 * i + 1)]
    output += singles([(both[j - 2] + 2 * both[j] + both[j + 2]) / 4 for j in inner])


def _arc(a: Point, b: Point, c: Point) -> list[Point] | None:
    """The circle through three points, from the first to the third; none where it is no curve."""
    (ax, ay), (bx, by), (cx, cy) = a, b, c
    if abs((by - ay) * (cx - ax) - (bx - ax) * (cy - ay)) < 1e-3:
        return None
    d = single(2 * (ax * (by - cy) + bx * (cy - ay) + cx * (ay - by)))
    a_sq, b_sq, c_sq = singles((ax * ax + ay * ay, bx * bx + by * by, cx * cx + cy * cy))
    ox = single((a_sq * (by - cy) + b_sq * (cy - ay) + c_sq * (ay - by)) / d)
    oy = single((a_sq * (cx - bx) + b_sq * (ax - cx) + c_sq * (bx - ax)) / d)
    radius = single(math.hypot(ax - ox, ay - oy))
    start = math.atan2(ay - oy, ax - ox)
    end = math.atan2(cy - oy, cx - ox)
    while end < start:
        end += 2 * math.pi
    direction, span = 1.0, end - start
    # the middle point says on which side of the chord the arc lies
    if (cy - ay) * (bx - ax) - (cx - ax) * (by - ay) < 0:
        direction, span = -1.0, 2 * math.pi - span
    pieces = int(span * radius * ARC_PIECES)
    if pieces >= MOST_ARC_PIECES:
        return None
    pieces = max(1, pieces)
    angles = [start + direction * span * i / pieces for i in range(1, pieces)]
    xs = singles(ox + radius * math.cos(angle) for angle in angles)
    ys = singles(oy + radius * math.sin(angle) for angle in angles)
    return [a, *zip(xs, ys, strict=True), c]


def _catmull(points: Sequence[Point]) -> list[Point]:
    output: list[Point] = []
    for i in range(len(points) - 1):
        v2 = points[i]
        v1 = points[i - 1] if i > 0 else v2
        v3 = points[i + 1]
        v4 = points[i + 2] if i < len(points) - 2 else (2 * v3[0] - v2[0], 2 * v3[1] - v2[1])
        for step in range(CATMULL_DETAIL):
            output.append(_catmull_at(v1, v2, v3, v4, step / CATMULL_DETAIL))
            output.append(_catmull_at(v1, v2, v3, v4, (step + 1) / CATMULL_DETAIL))
    return output


def _catmull_at(v1: Point, v2: Point, v3: Point, v4: Point, t: float) -> Point:
    t2, t3 = t * t, t * t * t
    x, y = (
        0.5 * (2 * q + (-p + r) * t + (2 * p - 5 * q + 4 * r - s) * t2 + (-p + 3 * q - 3 * r + s) * t3)
        for p, q, r, s in zip(v1, v2, v3, v4, strict=True)
    )
    return x, y
