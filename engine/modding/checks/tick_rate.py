"""Slider tick rates that fit no rhythm."""

from __future__ import annotations

import math
from collections.abc import Iterator

from engine.modding.check import Check, Finding
from engine.modding.subject import Subject

FRACTIONS = (0.5, 4 / 3, 1.5)
"""Rates of use that are no whole numbers."""

ROUNDING = 1e-3


def _find(subject: Subject) -> Iterator[Finding]:
    text = subject.document.get("Difficulty", "SliderTickRate") or "1"
    try:
        rate = float(text)
    except ValueError:
        rate = math.nan
    fits = (1, 2, 3, 4, 5, 6, 7, 8, *FRACTIONS)
    if not any(abs(rate - each) < ROUNDING for each in fits):
        yield Finding(
            "warning",
            f"A tick rate of {text} puts slider ticks off the beat.",
            found=text[:20],
            expected="a whole number, 0.5, 1.333 or 1.5",
        )


CHECK = Check(
    id="tick-rate",
    category="Settings",
    title="Unusual slider tick rate",
    reason="Ticks sound and score; they belong on the beat.",
    find=_find,
    yardstick=("MV", "RC"),
)
