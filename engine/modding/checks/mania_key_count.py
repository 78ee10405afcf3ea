"""Key counts that are no mania, or that few play."""

from __future__ import annotations

from collections.abc import Iterator

from engine.modding.check import Check, Finding
from engine.modding.subject import Subject

RANKABLE = (*range(4, 11), 12, 14, 16, 18)

USUAL = (4, 7)

BITS = 1.0
"""A hint, no fault."""


def _find(subject: Subject) -> Iterator[Finding]:
    text = subject.document.get("Difficulty", "CircleSize")
    keys = subject.beatmap.difficulty.circle_size
    if keys not in RANKABLE:
        yield Finding(
            "problem",
            f"The map has {text or f'{keys:g}'} keys.",
            found=f"{keys:g}",
            expected="4 to 10, 12, 14, 16 or 18",
        )
    elif keys not in USUAL:
        yield Finding(
            "minor",
            f"{keys:g} keys have few players; name them in the tags if the set has other key counts too.",
            found=f"{keys:g}",
            expected="4 or 7",
            score=BITS,
        )


CHECK = Check(
    id="mania-key-count",
    category="Settings",
    title="Unusual number of keys",
    reason="Only some key counts can be ranked.",
    find=_find,
    modes=("mania",),
    yardstick=("MV", "RC"),
)
