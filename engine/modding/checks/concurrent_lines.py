"""Timing points at one time that contradict each other."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from engine.modding.check import Check, Finding
from engine.modding.subject import Subject
from engine.osu import TimingPoint

VOLUMES_ALIKE = 5
"""Percent that nobody hears."""


def _find(subject: Subject) -> Iterator[Finding]:
    for time, points in itertools.groupby(subject.timing.points, key=lambda point: point.time):
        group = list(points)
        red = [point for point in group if point.uninherited]
        green = [point for point in group if not point.uninherited]
        for colour, lines in (("red", red), ("green", green)):
            if len(lines) > 1:
                yield Finding(
                    "problem",
                    f"{len(lines)} {colour} lines lie at one time, and only one counts. Delete the others.",
                    time=time,
                    found=f"{len(lines)} {colour} lines",
                    expected="one",
                    key=colour,
                )
        if len(red) == len(green) == 1:
            unlike = list(_differences(red[0], green[0]))
            if unlike:
                yield Finding(
                    "minor",
                    f"The red and the green line here disagree: {', '.join(unlike)}.",
                    time=time,
                    found=", ".join(unlike),
                    expected="the same on both",
                    key="both",
                )


def _differences(red: TimingPoint, green: TimingPoint) -> Iterator[str]:
    if red.kiai != green.kiai:
        yield f"kiai {_switch(red.kiai)} and {_switch(green.kiai)}"
    if abs(red.volume - green.volume) > VOLUMES_ALIKE:
        yield f"volume {red.volume}% and {green.volume}%"
    if (red.sample_set, red.sample_index) != (green.sample_set, green.sample_index):
        yield "sample set"


def _switch(on: bool) -> str:
    return "on" if on else "off"


CHECK = Check(
    id="concurrent-lines",
    category="Timing",
    title="Timing points on top of each other",
    reason="Which of them counts is a matter of luck.",
    find=_find,
    yardstick=("MV", "RC"),
)
