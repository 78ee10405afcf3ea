"""What lines other than tempo say at a time: speed of sliders, samples, volume and kiai."""

from __future__ import annotations

import math
from dataclasses import dataclass

from engine.osu.timing import Timing
from engine.osu.timing_points import TimingPoint


@dataclass(frozen=True)
class State:
    """What lines other than tempo say at a time.

    Attributes:
        beat_length: of a green line saying this slider velocity (-100: velocity 1).
        ticks: sliders have ticks; a green line of NaN takes them away.
        sample_set: 0 to 3.
        sample_index: custom sample number.
        volume: percent.
        kiai: kiai time.
    """

    beat_length: float
    ticks: bool
    sample_set: int
    sample_index: int
    volume: int
    kiai: bool

    def green(self, time: float, meter: int) -> TimingPoint:
        """A green line that says it."""
        beat_length = self.beat_length if self.ticks else math.nan
        return TimingPoint(
            time, beat_length, meter, self.sample_set, self.sample_index, self.volume, False, self.kiai
        )


def state_at(timing: Timing, time: float) -> State:
    """What is in force at a time."""
    point = timing.sample_point_at(time)
    green = timing.point_at(time) is not None and not point.uninherited
    ticks = timing.ticks_at(time)
    return State(
        point.beat_length if green and ticks else -100.0,
        ticks,
        point.sample_set,
        point.sample_index,
        point.volume,
        point.kiai and timing.point_at(time) is not None,
    )
