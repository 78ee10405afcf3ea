"""The shapes of sliders: straight, arcs, waves; each leaves the origin to the right, to be turned."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.osu import PathSegment

Floats = NDArray[np.float64]
Point = tuple[float, float]

SAMPLES = 9
"""Points along a body."""

STRAIGHT = 70.0
"""px up to which a slider is always straight."""

LONG = 230.0
"""px from which a slider may wind instead of bending on."""


@dataclass(frozen=True)
class Outline:
    """The body of a slider whose head is the origin and which leaves it to the right.

    Attributes:
        kind: L, P or B.
        control: shape (n, 2), control points without the head, px.
        points: shape (SAMPLES, 2), along the body from head to tail, px.
        turned: how far the ball has turned at the tail, radians.
    """

    kind: str
    control: Floats
    points: Floats
    turned: float

    def placed(self, heads: Floats, headings: Floats) -> Floats:
        """Points of bodies with these heads (n, 2) and headings (n,); shape (n, SAMPLES, 2)."""
        return np.asarray(heads[:, None] + _rotated(self.points, headings))

    def segment(self, head: Point, heading: float) -> PathSegment:
        """The path of one body, its control points on whole px."""
        control = np.rint(np.array(head) + _rotated(self.control, np.array([heading]))[0])
        return PathSegment(self.kind, [head, *((float(x), float(y)) for x, y in control)])


def outline(length: float, side: float, draw: float, *, plain: bool) -> Outline:
    """A body of a length (px) that bends to a side (1 or -1).

    Args:
        length: px.
        side: 1 or -1.
        draw: 0 to 1; which shape and how far it bends.
        plain: straight or one gentle arc only.
    """
    if length <= STRAIGHT or (not plain and draw < 0.15):
        points = np.stack([np.linspace(0, length, SAMPLES), np.zeros(SAMPLES)], 1)
        return Outline("L", points[-1:], points, 0.0)
    bend = side * (0.25 + 0.5 * draw) * min(1.0, length / 160)
    if length > LONG and not plain and draw > 0.6:
        return _wave(length, bend)
    return _arc(length, bend)


def _arc(length: float, bend: float) -> Outline:
    """A circular arc that turns by `2 * bend` radians."""
    angle = 2 * bend * np.linspace(0, 1, SAMPLES) - bend / 2
    radius = length / (2 * bend)
    points = np.stack([np.sin(angle) - np.sin(angle[0]), np.cos(angle[0]) - np.cos(angle)], 1) * radius
    return Outline("P", points[[SAMPLES // 2, -1]], points, float(angle[-1]))


def _wave(length: float, bend: float) -> Outline:
    """A cubic Bezier that bends to one side, then to the other; its length is found by scaling."""
    unit = np.array([[0, 0], [0.36, 0.5 * bend], [0.64, -0.5 * bend], [1, 0]])
    t = np.linspace(0, 1, 4 * (SAMPLES - 1) + 1)[:, None]
    curve = (
        (1 - t) ** 3 * unit[0]
        + 3 * (1 - t) ** 2 * t * unit[1]
        + 3 * (1 - t) * t**2 * unit[2]
        + t**3 * unit[3]
    )
    scale = length / float(np.hypot(*np.diff(curve, axis=0).T).sum())
    last = curve[-1] - curve[-2]
    return Outline("B", scale * unit[1:], scale * curve[::4], math.atan2(last[1], last[0]))


def _rotated(points: Floats, headings: Floats) -> Floats:
    """Shape (headings, points, 2)."""
    x = np.cos(headings)[:, None] * points[:, 0] - np.sin(headings)[:, None] * points[:, 1]
    y = np.sin(headings)[:, None] * points[:, 0] + np.cos(headings)[:, None] * points[:, 1]
    return np.stack([x, y], -1)
