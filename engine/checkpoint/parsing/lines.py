"""Timing points as the checkpoints' training looked them up: in the order of the file."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from math import isnan

from engine.osu import TimingPoint


class Lines:
    """The lines of [TimingPoints]; the last one that stands at or before a time is in force there.

    Before the first line the first is in force. A green line's red line is the last one above it.
    """

    def __init__(self, points: Sequence[TimingPoint]) -> None:
        self.points = points
        self._times = [point.time for point in points]
        self._sorted = all(a <= b for a, b in zip(self._times, self._times[1:], strict=False))
        self._reds: list[TimingPoint] = []
        red = next((point for point in points if point.uninherited), points[0] if points else None)
        for point in points:
            red = point if point.uninherited else red
            assert red is not None
            self._reds.append(red)

    def _index(self, time: float) -> int:
        if self._sorted:
            return max(bisect_right(self._times, time) - 1, 0)
        return next((i for i in range(len(self.points) - 1, -1, -1) if self._times[i] <= time), 0)

    def at(self, time: float) -> TimingPoint:
        """The line in force."""
        return self.points[self._index(time)]

    def red_at(self, time: float) -> TimingPoint:
        """The red line in force."""
        return self._reds[self._index(time)]

    def speed_at(self, time: float) -> float:
        """Slider velocity or scroll speed as a factor, 0.01 to 10."""
        line = self.at(time)
        if line.uninherited or line.beat_length >= 0 or isnan(line.beat_length):
            return 1.0
        return min(max(-100 / line.beat_length, 0.01), 10.0)
