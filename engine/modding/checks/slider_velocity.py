"""Slider velocities that the game does not play."""

from __future__ import annotations

import math
from collections.abc import Iterator

from engine.modding.check import Check, Finding
from engine.modding.subject import Subject

SLOWEST, SLOWEST_SCROLL, FASTEST = 0.1, 0.01, 10.0
"""Multipliers; scroll speed in taiko and mania goes lower."""

ROUNDING = 1e-6


def _find(subject: Subject) -> Iterator[Finding]:
    slowest = SLOWEST if subject.mode in ("osu", "catch") else SLOWEST_SCROLL
    for point in subject.timing.points:
        if point.uninherited or math.isnan(point.beat_length):
            continue
        velocity = -100 / point.beat_length if point.beat_length < 0 else 0.0
        if not slowest - ROUNDING <= velocity <= FASTEST + ROUNDING:
            played = min(FASTEST, max(slowest, velocity)) if velocity else 1.0
            yield Finding(
                "warning",
                f"This line asks for {velocity:.3g}x velocity; the game plays {played:g}x.",
                time=point.time,
                found=f"{velocity:.3g}x",
                expected=f"{slowest:g}x to {FASTEST:g}x",
            )


CHECK = Check(
    id="slider-velocity",
    category="Scroll Speeds",
    title="Velocity out of range",
    reason="The game clips what it cannot play, so the map is not what its lines say.",
    find=_find,
    yardstick=("LV",),
)
