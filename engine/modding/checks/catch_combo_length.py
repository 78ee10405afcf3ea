"""Combos so long that the plate fills the screen."""

from __future__ import annotations

from collections.abc import Iterator

from engine.modding.check import Check, Finding
from engine.modding.level import Level
from engine.modding.subject import Subject
from engine.osu import Spinner

LONGEST = {Level.EASY: 8, Level.NORMAL: 10, Level.HARD: 12, Level.INSANE: 16, Level.EXPERT: 16}
"""Fruits and droplets; the criteria give no number from Rain on."""

FAR = 1.5
"""Times the longest that is more than taste."""


def _find(subject: Subject) -> Iterator[Finding]:
    longest = LONGEST[min(subject.level, Level.EXPERT)]
    starts = [i == 0 or each.new_combo or isinstance(each, Spinner) for i, each in enumerate(subject.objects)]
    combo, counts = -1, list[int]()
    first: list[int] = []
    owner: list[int] = []
    for i, start in enumerate(starts):
        if start:
            combo += 1
            counts.append(0)
            first.append(i)
        owner.append(combo)
    for fall in subject.falls:
        counts[owner[fall.index]] += 1
    for i, count in zip(first, counts, strict=True):
        if count > longest:
            far = count > FAR * longest and subject.level < Level.INSANE
            yield Finding(
                "warning" if far else "minor",
                f"This combo has {count} fruits.",
                objects=(i,),
                found=f"{count} fruits",
                expected=f"at most {longest}",
                score=None if far else 1.0,
            )


CHECK = Check(
    id="catch-combo-length",
    category="New Combos",
    title="Long combos",
    reason="Fruits pile up on the plate and hide what falls.",
    find=_find,
    modes=("catch",),
    yardstick=("MV", "RC"),
)
