"""A grid that lies early or late against the song, as a whole or in a part."""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from engine.modding.check import Check, Finding
from engine.modding.consistency.telling import STARTLING, severity_of
from engine.modding.subject import Subject
from engine.song import Onsets

Floats = NDArray[np.float64]

REACH = 30.0
"""ms from an object within which an onset may be its own."""

STRONG = 0.25
"""Strength (1: a strong onset of the song) from which an onset says where the beat is."""

LATE = 2.0
"""ms after the true beat at which this analysis hears an onset: measured on songs with exact timing."""

TIMED = 2.4
"""ms: standard deviation of a careful mapper's offset."""

LEAST_ONSETS = 24
"""Fewer say nothing."""

SPREAD_OF_NORMAL = 1.4826
"""Standard deviation of a normal distribution over its median absolute deviation."""

ERROR_OF_MEDIAN = 1.2533
"""Standard error of a normal sample's median over that of its mean."""

STRETCH = 32
"""Onsets of a part that is compared with the whole."""


def _find(subject: Subject) -> Iterator[Finding]:
    if subject.onsets is None or not subject.objects:
        return
    times = np.unique([each.time for each in subject.objects])
    times, late = _lateness(times, subject.onsets)
    if len(late) < LEAST_ONSETS:
        return
    whole = float(np.median(late))
    bits = _bits(whole - LATE, late)
    if bits >= STARTLING:
        by = whole - LATE
        yield Finding(
            "warning",
            f"The whole timing is {_way(by)} against the song.",
            found=f"{abs(by):.0f} ms {_way(by)}",
            expected="on the song's beat",
            score=bits,
            key="whole",
        )
    for start in range(0, len(late) - STRETCH + 1, STRETCH):
        end = len(late) if start + 2 * STRETCH > len(late) else start + STRETCH
        part = late[start:end]
        by = float(np.median(part)) - whole
        bits = _bits(by, part)
        if bits >= STARTLING:
            first, last = float(times[start]), float(times[end - 1])
            objects = [i for i, each in enumerate(subject.objects) if first <= each.time <= last]
            yield Finding(
                severity_of(bits),
                f"The timing is {_way(by)} here.",
                time=first,
                end_time=last,
                objects=tuple(objects[:1]),
                found=f"{abs(by):.0f} ms {_way(by)}",
                expected="as in the rest of the map",
                score=bits,
                key="part",
            )


def _way(by: float) -> str:
    """A grid before whose ticks the onsets come late is early."""
    return "early" if by > 0 else "late"


def _lateness(times: Floats, onsets: Onsets) -> tuple[Floats, Floats]:
    """The times that have a strong onset near them, and how many ms after each it comes."""
    strong = onsets.times[onsets.strength >= STRONG]
    if not len(strong):
        return times[:0], times[:0]
    later = np.clip(np.searchsorted(strong, times), 1, max(1, len(strong) - 1))
    candidates = np.stack([strong[later - 1], strong[np.minimum(later, len(strong) - 1)]])
    nearest = candidates[np.abs(candidates - times).argmin(0), np.arange(len(times))]
    late = nearest - times
    near = np.abs(late) <= REACH
    return times[near], late[near]


def _bits(by: float, late: Floats) -> float:
    """Surprisal, against none, of a shift so large under a Gaussian as wide as timing and measurement are."""
    spread = SPREAD_OF_NORMAL * float(np.median(np.abs(late - np.median(late))))
    error = ERROR_OF_MEDIAN * spread / math.sqrt(len(late))
    return by * by / (2 * (TIMED**2 + error**2) * math.log(2))


CHECK = Check(
    id="timing-drift",
    category="Timing",
    title="Timing beside the song's beat",
    reason="A grid some ms off makes every hit feel early or late.",
    find=_find,
    source="consistency",
)
