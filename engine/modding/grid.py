"""How far times are from the ticks that the editor knows, and on which divisor they lie."""

from __future__ import annotations

import math

from engine.osu import Timing, TimingPoint

DIVISORS = (16, 12, 9, 8, 7, 5)
"""Together they hold every tick of 1/1 to 1/9, 1/12 and 1/16."""

NAMED = (1, 2, 3, 4, 5, 6, 7, 8, 9, 12, 16)
"""Divisors a mapper can choose, coarsest first."""

SNAPPED = 2.0
"""ms from a tick at which a time still counts as on it."""


def unsnapped_by(time: float, timing: Timing) -> float:
    """Ms to the nearest tick of any divisor, negative before it; less than a ms early is on it."""
    return unsnapped_from(time, timing.red_at(time), timing.beat_length_at(time))


def unsnapped_from(time: float, red: TimingPoint, beat: float) -> float:
    """As `unsnapped_by`, on the ticks of one red line.

    The editor cuts a tick's time to whole ms, so an object less than one ms early lies on it.
    """
    beats = (time - red.time) / beat
    off = min((_to_tick(beats * divisor) / divisor for divisor in DIVISORS), key=abs) * beat
    off = round(off, 3)  # where a long time divided by a beat leaves crumbs
    return float(math.trunc(off)) if off < 0 else off


def divisor_at(time: float, timing: Timing) -> int | None:
    """The coarsest divisor with a tick within `SNAPPED` ms; none: it lies on no tick."""
    beat = timing.beat_length_at(time)
    beats = (time - timing.red_at(time).time) / beat
    for divisor in NAMED:
        if abs(_to_tick(beats * divisor)) * beat / divisor < SNAPPED:
            return divisor
    return None


def beat_name(beats: float) -> str:
    """`1/4`, `3/2`, `2/1`: a number of beats as mappers say it."""
    for divisor in (1, 2, 3, 4, 6, 8, 12, 16):
        count = round(beats * divisor)
        if count and abs(beats * divisor - count) < 0.1:
            return f"{count}/{divisor}"
    return f"{beats:.2f} beats"


def _to_tick(ticks: float) -> float:
    return ticks - round(ticks)
