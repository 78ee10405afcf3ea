"""Green lines put into a timing: volumes, velocities and kiai that hold from a time on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from math import ceil, floor, isclose

from engine.osu import TimingPoint

NEAR = 0.002
"""Seconds within which a line is taken to stand at a time."""
PLAIN = -100.0
"""Beat length of a green line that leaves the velocity alone."""
NUDGE = 1e-10
"""Keeps a velocity of its own apart from a line that sets none."""


class Lines:
    """The timing points of a map in the making, in order of time, red before green.

    Without any a tempo of 120 BPM from 0 on is taken.
    """

    def __init__(self, points: Sequence[TimingPoint]) -> None:
        self.points = [replace(point) for point in points] or [TimingPoint(0.0, 500.0, sample_set=2)]
        self._sort()

    def _sort(self) -> None:
        self.points.sort(key=lambda point: (point.time, not point.uninherited))

    def at(self, time: float) -> TimingPoint:
        """The line in force; before the first one the first."""
        return next((point for point in reversed(self.points) if point.time <= time), self.points[0])

    def red_at(self, time: float) -> TimingPoint:
        """The red line in force; before the first one the first."""
        reds = [point for point in self.points if point.uninherited]
        return next((point for point in reversed(reds) if point.time <= time), reds[0])

    def speed_at(self, time: float) -> float:
        """The velocity in force, as a factor."""
        point = self.at(time)
        return 1.0 if point.uninherited else -100 / point.beat_length

    def set_volume(self, time: int, volume: int) -> None:
        """From a time on, percent."""
        self._change(time, lambda point: setattr(point, "volume", volume), onward=True)

    def set_kiai(self, time: int, *, kiai: bool) -> None:
        """From a time on."""
        self._change(time, lambda point: setattr(point, "kiai", kiai), onward=True)

    def set_speed(self, time: int, speed: float) -> None:
        """The velocity at a time, up to the next line that sets one; as a factor."""

        def change(point: TimingPoint) -> None:
            if not point.uninherited:
                point.beat_length = -100 / speed + NUDGE

        if speed != 0:
            self._change(time, change, onward=False)

    def set_relative_speed(self, time: int, speed: float, common_beat: float) -> None:
        """A scroll speed meant for the tempo `common_beat` (ms a beat), kept up over changes of tempo."""
        self.set_speed(time, speed * self.red_at(time).beat_length / common_beat)
        for red in [point for point in self.points if point.uninherited and point.time > time]:
            self.set_speed(int(red.time), speed * red.beat_length / common_beat)

    def finished(self) -> list[TimingPoint]:
        """All lines from the first red one on, at whole ms."""
        start = next((point.time for point in self.points if point.uninherited), 0.0)
        kept = [point for point in self.points if point.time >= start]
        return [replace(point, time=floor(round(point.time, 3)), beat_length=_tidy(point)) for point in kept]

    def _change(self, time: int, change: Callable[[TimingPoint], None], *, onward: bool) -> None:
        """Change the lines at a time, and with `onward` all after it.

        Without a line there (or without a green one, for what only those can say) a green one is added,
        unless it would say what the line before says.
        """
        points = [point for point in self.points if isclose(point.time / 1000, time / 1000, abs_tol=NEAR)]
        model = None
        if not points or (not onward and all(point.uninherited for point in points)):
            before = points or [point for point in self.points if point.time < time]
            model = before[-1] if before else self._red_before(time)
            fresh = replace(model, time=time, uninherited=False)
            fresh.beat_length = PLAIN if model.uninherited else model.beat_length
            points.append(fresh)
        for point in points:
            change(point)
        if model is not None and replace(points[-1], time=model.time) != model:
            self.points.append(points[-1])
            self._sort()
        if onward:
            for point in self.points:
                if point.time > time:
                    change(point)

    def _red_before(self, time: float) -> TimingPoint:
        """The first red line, moved back by whole measures until it stands at or before a time."""
        first = next((point for point in self.points if point.uninherited), None)
        if first is None:
            first = TimingPoint(time, 1000.0, sample_set=2)
            self.points.append(first)
        elif first.time > time:
            measure = first.beat_length * first.meter
            first.time -= ceil((first.time - time) / measure) * measure
        return first


def _tidy(point: TimingPoint) -> float:
    return point.beat_length if point.uninherited else round(point.beat_length, 8)
