"""Slider curves against the mathematics they are named after."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.interpolate import BSpline

from engine.osu.curves import Point, flatten

COORDINATES = st.integers(-100, 600)
POINTS = st.lists(st.tuples(COORDINATES, COORDINATES).map(lambda p: (float(p[0]), float(p[1]))), min_size=2)


def spline(points: list[Point], degree: int) -> np.ndarray:
    """Many points of the clamped uniform B-spline."""
    inner = np.linspace(0, 1, len(points) - degree + 1)
    knots = np.concatenate([[0.0] * degree, inner, [1.0] * degree])
    return np.asarray(BSpline(knots, np.array(points), degree)(np.linspace(0, 1, 4000)))


@given(points=st.lists(st.tuples(COORDINATES, COORDINATES), min_size=4, max_size=8), degree=st.integers(1, 3))
def test_a_b_spline_runs_where_its_definition_says(points: list[tuple[int, int]], degree: int) -> None:
    controls = [(float(x), float(y)) for x, y in points]
    curve = spline(controls, degree)
    for point in flatten("B", controls, degree):
        # the polyline may leave the curve by the game's own tolerance
        assert np.hypot(*(curve - point).T).min() < 2.0


@given(points=POINTS.filter(lambda points: len(points) <= 8))
def test_without_a_degree_or_with_a_high_one_it_is_a_bezier_curve(points: list[Point]) -> None:
    assert flatten("B", points) == flatten("B", points, 99)


def test_a_perfect_curve_keeps_its_distance_from_the_centre() -> None:
    arc = flatten("P", [(100.0, 0.0), (0.0, 100.0), (-100.0, 0.0)])
    assert all(math.hypot(x, y) == pytest.approx(100, abs=0.01) for x, y in arc)


def test_three_points_in_a_row_are_no_arc() -> None:
    assert flatten("P", [(0.0, 0.0), (50.0, 0.0), (100.0, 0.0)])[-1] == (100.0, 0.0)
