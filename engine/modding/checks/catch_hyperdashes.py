"""Hyperdashes where the level allows none."""

from __future__ import annotations

from collections.abc import Iterator

from engine.modding.check import Check, Finding
from engine.modding.level import Level
from engine.modding.subject import Subject

HIGHEST = Level.NORMAL
"""Up to Salad."""


def _find(subject: Subject) -> Iterator[Finding]:
    if subject.level > HIGHEST:
        return
    for fall in subject.falls:
        if fall.hyper:
            yield Finding(
                "problem",
                f"From this {fall.part} the next is out of reach without a hyperdash.",
                time=fall.time,
                objects=(fall.index,),
                found=f"{-fall.room:.0f} px too far",
                expected="no hyperdash in Cup and Salad",
                key=fall.part,
            )


CHECK = Check(
    id="catch-hyperdashes",
    category="Compose",
    title="Hyperdashes in low difficulties",
    reason="New players do not know them yet.",
    find=_find,
    modes=("catch",),
    by_level=True,
    yardstick=("MV", "RC"),
)
