"""Barlines that a line just misses."""

from __future__ import annotations

from collections.abc import Iterator

from engine.modding.barlines import after_barline
from engine.modding.check import Check, Finding
from engine.modding.subject import Subject

NEAR = 5.0
"""ms from a barline to a line that was meant for it."""

EXACT = 0.01
"""ms of rounding."""

FELT = 0.01
"""Share of velocity that is seen."""


def _find(subject: Subject) -> Iterator[Finding]:
    timing = subject.timing
    for point in timing.points:
        if point.uninherited or point.time <= timing.red_at(point.time).time:
            continue
        late = after_barline(point.time, timing)
        before = timing.slider_velocity_at(point.time - late, 0.01)
        after = timing.slider_velocity_at(point.time, 0.01)
        if EXACT < late <= NEAR and abs(before - after) > FELT * before:
            yield Finding(
                "warning",
                f"This line comes {late:.1f} ms after the barline, which keeps the old scroll speed.",
                time=point.time,
                found=f"{late:.1f} ms late",
                expected="a line on the barline",
            )


CHECK = Check(
    id="taiko-barline-velocity",
    category="Scroll Speeds",
    title="Barline before its line",
    reason="The barline moves at another speed than the notes around it.",
    find=_find,
    modes=("taiko",),
    yardstick=("MV",),
)
