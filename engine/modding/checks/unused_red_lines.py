"""Red lines on which the timing simply goes on."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from engine.modding.check import Check, Finding
from engine.modding.subject import Subject
from engine.osu import TimingPoint

ALIGNED = 1.0
"""ms by which beats may miss each other and still be the same."""

SAME_BEAT = 1e-3
"""ms a beat."""

CYMBALS = 4
"""Measures after which the Nightcore mod's cymbals come round; a line that moves them does something."""


def _find(subject: Subject) -> Iterator[Finding]:
    for before, line in itertools.pairwise(subject.timing.red):
        measure = subject.timing.beat_length_at(before.time) * before.meter
        if before.time == line.time or not _same(before, line) or _off(line, before, measure) > ALIGNED:
            continue
        if subject.mode in ("taiko", "mania") and (line.omit_first_barline or before.omit_first_barline):
            continue
        cymbals = _off(line, before, CYMBALS * measure) > ALIGNED
        does = ", though it restarts the cymbals of the Nightcore mod" if cymbals else ""
        yield Finding(
            "minor",
            f"This red line keeps tempo and meter{does}. A green line can set everything else.",
            time=line.time,
            found="a red line that changes no timing",
            expected="none, or a green line",
        )


def _same(before: TimingPoint, line: TimingPoint) -> bool:
    return before.meter == line.meter and abs(before.beat_length - line.beat_length) < SAME_BEAT


def _off(line: TimingPoint, before: TimingPoint, period: float) -> float:
    periods = (line.time - before.time) / period
    return abs(periods - round(periods)) * period


CHECK = Check(
    id="unused-red-lines",
    category="Timing",
    title="Red lines that do nothing",
    reason="A needless red line can shift the timing and restarts what counts measures.",
    find=_find,
    yardstick=("MV", "RC"),
)
