"""Where times lie on the beat grid."""

from __future__ import annotations

import math
from collections.abc import Sequence

from engine.osu.timing import Timing

DIVISORS = tuple(range(1, 17))

SNAP_LENIENCY = 2.0
"""ms from a tick at which a time still counts as snapped: the editor truncates times."""


def distance_to_grid(time: float, timing: Timing, divisor: int) -> float:
    """Ms from a time to the nearest tick of a divisor; negative before it."""
    red = timing.red_at(time)
    step = timing.beat_length_at(time) / divisor
    beats = (time - red.time) / step
    return (beats - round(beats)) * step


def snap(time: float, timing: Timing, divisors: Sequence[int] = DIVISORS) -> float:
    """The nearest tick of any of the divisors, ms."""
    return min(
        (time - distance_to_grid(time, timing, divisor) for divisor in divisors),
        key=lambda tick: abs(tick - time),
    )


def divisor_of(time: float, timing: Timing, leniency: float = SNAP_LENIENCY) -> int | None:
    """The coarsest divisor 1 to 16 with a tick within `leniency` ms; none: unsnapped."""
    for divisor in DIVISORS:
        if abs(distance_to_grid(time, timing, divisor)) < leniency:
            return divisor
    return None


def editor_time(time: float) -> float:
    """The whole ms at which the editor puts an object on a tick: cut off, with room for rounding."""
    return float(math.floor(time + 1e-4))
