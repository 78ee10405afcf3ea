"""Stretches between lines: what each sets for the objects in it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.modding.sounds import LENIENCY
from engine.modding.subject import Subject
from engine.osu import TimingPoint

Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Segment:
    """A line and the objects in its stretch.

    Attributes:
        point: the last line at its time.
        velocity: slider velocity or scroll speed multiplier in force.
        objects: indices, at least one.
    """

    point: TimingPoint
    velocity: float
    objects: tuple[int, ...]


def segments_of(subject: Subject, chosen: list[int], leniency: float = LENIENCY) -> list[Segment]:
    """The stretches that hold some of the chosen objects, in order of time."""
    points = subject.timing.points
    if not points or not chosen:
        return []
    starts = np.array([each.time for each in points])
    times = np.array([subject.objects[i].time for i in chosen])
    lines = np.maximum(np.searchsorted(starts, times + leniency, side="right") - 1, 0)
    least = 0.1 if subject.mode in ("osu", "catch") else 0.01
    result = []
    for line in np.unique(lines):
        point = points[line]
        velocity = subject.timing.slider_velocity_at(point.time, least)
        members = tuple(chosen[k] for k in np.flatnonzero(lines == line))
        result.append(Segment(point, velocity, members))
    return result
