"""Hyperdashes too soon after each other's start for the level."""

from __future__ import annotations

from collections.abc import Iterator

from engine.modding.catch_path import ROUNDING
from engine.modding.check import Check, Finding
from engine.modding.level import Level
from engine.modding.subject import Subject

SHORTEST = {Level.HARD: 125.0, Level.INSANE: 62.0}
"""ms from a hyperfruit to what it dashes to."""


def _find(subject: Subject) -> Iterator[Finding]:
    shortest = SHORTEST.get(subject.level)
    if shortest is None:
        return
    for fall in subject.falls:
        if fall.hyper and fall.gap < shortest - ROUNDING:
            yield Finding(
                "problem",
                f"This hyperdash takes {fall.gap:.0f} ms.",
                time=fall.time,
                objects=(fall.index,),
                found=f"{fall.gap:.0f} ms",
                expected=f"at least {shortest:.0f} ms",
                key=fall.part,
            )


CHECK = Check(
    id="catch-hyperdash-snap",
    category="Compose",
    title="Very fast hyperdashes",
    reason="Each level has a fastest hyperdash.",
    find=_find,
    modes=("catch",),
    by_level=True,
    yardstick=("MV", "RC"),
)
