"""Scroll speed that changes in Kantan and Futsuu."""

from __future__ import annotations

from collections.abc import Iterator

from engine.modding.check import Check, Finding
from engine.modding.level import Level
from engine.modding.scrolling import scrolls_of, usual_speed
from engine.modding.subject import Subject

FELT = 0.02
"""Share of the usual speed that is seen."""


def _find(subject: Subject) -> Iterator[Finding]:
    if subject.level > Level.NORMAL:
        return
    scrolls = scrolls_of(subject)
    usual = usual_speed(scrolls)
    for each in scrolls:
        if each.inherited and abs(each.speed - usual) > FELT * usual:
            yield Finding(
                "warning",
                f"The notes scroll at {each.multiplier:.2f}x here; {usual / each.bpm:.2f}x is usual.",
                time=each.start,
                end_time=each.end,
                found=f"{each.multiplier:.2f}x",
                expected=f"{usual / each.bpm:.2f}x",
            )


CHECK = Check(
    id="taiko-scroll-speed",
    category="Scroll Speeds",
    title="Scroll speed changes in low difficulties",
    reason="New players read the rhythm from distances, which speed changes.",
    find=_find,
    modes=("taiko",),
    yardstick=("MV", "RC"),
)
