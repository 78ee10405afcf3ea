"""Scroll speed of taiko and mania: what moves how fast, and for how long."""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass

from engine.modding.subject import Subject


@dataclass(frozen=True, slots=True)
class Scroll:
    """A stretch of one scroll speed.

    Attributes:
        start: ms.
        end: ms.
        multiplier: of the line in force.
        bpm: of the red line in force.
        inherited: a green line begins it.
    """

    start: float
    end: float
    multiplier: float
    bpm: float
    inherited: bool

    @property
    def speed(self) -> float:
        """What the eye sees: multiplier times tempo."""
        return self.multiplier * self.bpm


def scrolls_of(subject: Subject) -> list[Scroll]:
    """The stretches with objects in them, from line to line."""
    if not subject.objects or not subject.timing.red:
        return []
    timing, last = subject.timing, max(subject.end_times)
    greens = {point.time for point in timing.points if not point.uninherited}
    times = sorted({point.time for point in timing.points})
    starts = [each.time for each in subject.objects]
    found, i = [], 0
    for start, end in zip(times, [*times[1:], math.inf], strict=True):
        first = i
        while i < len(starts) and starts[i] < end:
            i += 1
        if i > first:
            multiplier = timing.slider_velocity_at(start, 0.01)
            bpm = timing.bpm_at(start)
            found.append(Scroll(start, min(end, last), multiplier, bpm, start in greens))
    return found


def usual_speed(scrolls: list[Scroll]) -> float:
    """The speed that is in force for the longest time; 0 where there is none."""
    total: defaultdict[float, float] = defaultdict(float)
    for each in scrolls:
        total[round(each.speed, 1)] += max(1.0, each.end - each.start)
    return max(total, key=lambda speed: total[speed], default=0.0)


def usual_bpm(scrolls: list[Scroll]) -> float:
    """The tempo that is in force for the longest time; 0 where there is none."""
    total: defaultdict[float, float] = defaultdict(float)
    for each in scrolls:
        total[round(each.bpm, 2)] += max(1.0, each.end - each.start)
    return max(total, key=lambda bpm: total[bpm], default=0.0)
