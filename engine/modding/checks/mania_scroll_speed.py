"""Scroll speed that changes in easy mania difficulties."""

from __future__ import annotations

from collections.abc import Iterator

from engine.modding.check import Check, Finding
from engine.modding.level import Level
from engine.modding.scrolling import scrolls_of, usual_bpm
from engine.modding.subject import Subject

FELT = 0.02
"""Share of the usual speed that is seen."""


def _find(subject: Subject) -> Iterator[Finding]:
    lowest = not any(peer.level < subject.level for peer in subject.peers_of_mode)
    if subject.level > Level.NORMAL or (subject.level is Level.NORMAL and not lowest):
        return
    scrolls = scrolls_of(subject)
    usual = usual_bpm(scrolls)
    for each in scrolls:
        if each.inherited and abs(each.speed - usual) > FELT * usual:
            yield Finding(
                "problem",
                f"The notes scroll at {each.multiplier:.2f}x, {each.speed / usual:.2f} times the usual.",
                time=each.start,
                end_time=each.end,
                found=f"{each.multiplier:.2f}x",
                expected=f"{usual / each.bpm:.2f}x",
            )


CHECK = Check(
    id="mania-scroll-speed",
    category="Scroll Speeds",
    title="Scroll speed changes in an Easy",
    reason="New players read the rhythm from distances, which speed changes.",
    find=_find,
    modes=("mania",),
    by_level=True,
    yardstick=("MV", "RC"),
)
