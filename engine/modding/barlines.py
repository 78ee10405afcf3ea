"""Where taiko and mania draw barlines."""

from __future__ import annotations

from engine.osu import Timing, TimingPoint


def measure_of(timing: Timing, red: TimingPoint) -> float:
    """Ms from one barline of a red line to the next."""
    return timing.beat_length_at(red.time) * red.meter


def after_barline(time: float, timing: Timing) -> float:
    """Ms since the last barline before or at a time, by the red line in force."""
    red = timing.red_at(time)
    return (time - red.time) % measure_of(timing, red)
