"""Times and the measures they lie in."""

from __future__ import annotations

import numpy as np

from engine.modding.measures import PARTS, Measures
from engine.osu import Timing, TimingPoint


def measures(*points: TimingPoint) -> Measures:
    return Measures(Timing(points))


def test_times_lie_in_parts_of_a_measure() -> None:
    """120 BPM from 1000 ms: a measure is 2000 ms, a part of a beat 500 / 48 ms."""
    places = measures(TimingPoint(1000, 500)).places(np.array([1000.0, 1250.0, 2999.0, 3166.0]))
    assert places.measure.tolist() == [0, 0, 1, 1]
    assert places.part.tolist() == [0, PARTS // 2, 0, PARTS // 3]
    assert places.in_beat.tolist() == [0, PARTS // 2, 0, PARTS // 3]
    assert np.allclose(places.off, [0, 0, -1, -2 / 3])


def test_before_the_first_line_measures_are_counted_backwards() -> None:
    places = measures(TimingPoint(1000, 500)).places(np.array([500.0, -1000.0]))
    assert places.measure.tolist() == [-1, -1]
    assert places.part.tolist() == [3 * PARTS, 0]


def test_a_red_line_begins_a_new_measure() -> None:
    """Three beats of the first measure are done when the second line comes."""
    both = measures(TimingPoint(0, 500), TimingPoint(1500, 400, meter=3))
    places = both.places(np.array([1400.0, 1500.0, 2700.0]))
    assert places.measure.tolist() == [0, 1, 2]
    assert places.size.tolist() == [4 * PARTS, 3 * PARTS, 3 * PARTS]
    assert places.total.tolist() == [134, 3 * PARTS, 6 * PARTS]


def test_beats_are_listed_over_lines() -> None:
    both = measures(TimingPoint(0, 500), TimingPoint(1500, 400))
    assert both.beats(0, 5 * PARTS).tolist() == [0, 500, 1000, 1500, 1900, 2300]
