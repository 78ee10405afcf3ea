"""Stretches between lines: what each sets for the objects in it."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from engine.modding.consistency.contexts import after, before
from engine.modding.consistency.pooling import Surprise
from engine.modding.sounds import LENIENCY
from engine.modding.subject import Subject
from engine.osu import TimingPoint

Ints = NDArray[np.int64]

LEAST_STRETCHES = 6
"""A map with fewer has no habits."""

MEANT = 3.0
"""Bits that a stretch loses which goes on like the one before, or the next one like it: that is a section."""


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


def carried_on_is_meant(surprise: Surprise, values: Ints) -> Surprise:
    """The same, with less surprise where a stretch has what a stretch beside it has."""
    carried_on = (values == before(values, -1)) | (values == after(values, -1))
    return replace(surprise, odds=np.where(carried_on, surprise.odds - MEANT, surprise.odds))
