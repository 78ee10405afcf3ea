"""Where kiai time begins and ends."""

from __future__ import annotations

import math
from dataclasses import dataclass

from engine.osu.timing import Timing


@dataclass(frozen=True, slots=True)
class Kiai:
    """One kiai section.

    Attributes:
        start: ms.
        end: ms; infinite where no line ends it.
    """

    start: float
    end: float


def kiai_sections(timing: Timing) -> list[Kiai]:
    """The kiai sections in order of time; of lines at one time the last counts."""
    last = {point.time: point.kiai for point in timing.points}
    sections: list[Kiai] = []
    start: float | None = None
    for time, on in last.items():
        if on and start is None:
            start = time
        elif not on and start is not None:
            sections.append(Kiai(start, time))
            start = None
    if start is not None:
        sections.append(Kiai(start, math.inf))
    return sections
