"""Sliders too short for newcomers."""

from __future__ import annotations

from collections.abc import Iterator

from engine.modding.check import Check, Finding
from engine.modding.level import Level
from engine.modding.subject import Subject

SHORTEST = 125.0
"""ms of a span: half a beat at 240 BPM."""


def _find(subject: Subject) -> Iterator[Finding]:
    if subject.level > Level.EASY:
        return
    for i, timing in subject.slider_timings.items():
        if timing.span < SHORTEST - 0.5:
            yield Finding(
                "problem",
                f"This slider lasts {timing.span:.0f} ms, too short for an Easy.",
                objects=(i,),
                found=f"{timing.span:.0f} ms",
                expected=f"at least {SHORTEST:.0f} ms",
            )


CHECK = Check(
    id="short-sliders",
    category="Spread",
    title="Very short sliders in an Easy",
    reason="New players cannot follow them.",
    find=_find,
    modes=("osu",),
    by_level=True,
    yardstick=("MV", "LV", "RC"),
)
