"""Timing in force: what the red and green lines mean at a time."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Iterable

from engine.osu.timing_points import TimingPoint

DEFAULT_BEAT_LENGTH = 1000.0
"""ms a beat where a map has no red line (the game's default)."""


class Timing:
    """Answers in O(log n) what is in force at a time.

    At one time a green line overrides a red one, whatever their order; of two greens the last counts,
    of two reds the first (as lazer has it).
    A red line sets the slider velocity back to 1.

    Args:
        points: the lines of [TimingPoints], in any order.
    """

    def __init__(self, points: Iterable[TimingPoint]) -> None:
        given = list(points)
        reds = [point for point in reversed(given) if point.uninherited]
        greens = [point for point in given if not point.uninherited]
        ordered = sorted([*reds, *greens], key=lambda point: point.time)
        self.red = [point for point in ordered if point.uninherited]
        self._red_times = [point.time for point in self.red]
        self.points = ordered
        self._all_times = [point.time for point in ordered]

    def red_at(self, time: float) -> TimingPoint:
        """The red line in force; before the first one that one counts."""
        if not self.red:
            return TimingPoint(0.0, DEFAULT_BEAT_LENGTH)
        return self.red[max(0, bisect_right(self._red_times, time) - 1)]

    def point_at(self, time: float) -> TimingPoint | None:
        """The line, red or green, that says volume, samples and kiai; none before the first."""
        i = bisect_right(self._all_times, time) - 1
        return self.points[i] if i >= 0 else None

    def sample_point_at(self, time: float) -> TimingPoint:
        """As :meth:`point_at`, but before the first line that one counts."""
        return self.point_at(time) or (
            self.points[0] if self.points else TimingPoint(0.0, DEFAULT_BEAT_LENGTH)
        )

    def beat_length_at(self, time: float) -> float:
        """Ms a beat, 6 to 60,000 as the game clips it."""
        return min(60000.0, max(6.0, self.red_at(time).beat_length))

    def bpm_at(self, time: float) -> float:
        """Beats a minute."""
        return 60000.0 / self.beat_length_at(time)

    def slider_velocity_at(self, time: float, least: float = 0.1) -> float:
        """Slider velocity multiplier, `least` to 10 (scroll speed: least 0.01)."""
        point = self.point_at(time)
        if point is None or point.uninherited or not point.beat_length < 0:
            return 1.0
        return min(10.0, max(least, 100.0 / -point.beat_length))

    def ticks_at(self, time: float) -> bool:
        """Whether sliders have ticks: a green line of NaN takes them away."""
        point = self.point_at(time)
        return point is None or point.uninherited or not math.isnan(point.beat_length)

    def kiai_at(self, time: float) -> bool:
        """Whether it is kiai time."""
        point = self.point_at(time)
        return point is not None and point.kiai
