"""Sliders with more points than a shape needs."""

from __future__ import annotations

import math
from collections.abc import Iterator

from engine.modding.check import Check, Finding
from engine.modding.subject import Subject
from engine.osu import Slider

MOST_PER_ROOT = 10
"""Points times the square root of the slider's length in px."""


def _find(subject: Subject) -> Iterator[Finding]:
    for i, each in enumerate(subject.objects):
        if not isinstance(each, Slider):
            continue
        points = sum(len(segment.points) for segment in each.segments)
        most = MOST_PER_ROOT * math.sqrt(max(1.0, each.length))
        if points > most:
            yield Finding(
                "warning",
                f"This slider has {points} points for {each.length:.0f} px.",
                objects=(i,),
                found=f"{points} points",
                expected=f"fewer than {most:.0f}",
            )


CHECK = Check(
    id="many-anchors",
    category="Sliders",
    title="Sliders with very many points",
    reason="They slow the game down, and some tools refuse them.",
    find=_find,
    yardstick=("MV",),
)
