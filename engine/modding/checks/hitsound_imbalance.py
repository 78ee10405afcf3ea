"""Hitsounds that are much louder on one side."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from engine.modding.check import Check, Finding
from engine.modding.hitsound_files import hitsound_files
from engine.modding.subject import Subject

LOUDER, MUCH_LOUDER = 2.0, 4.0
"""Times the other side's energy (root mean square)."""

SILENCE = 1e-4
"""Energy of a sample that is silent altogether."""


def _find(subject: Subject) -> Iterator[Finding]:
    for each in hitsound_files(subject):
        samples = each.samples
        if samples is None or samples.values.shape[1] != 2:
            continue
        left, right = np.sqrt(np.mean(np.square(samples.values.astype(np.float64)), axis=0))
        loud, quiet = max(left, right), min(left, right)
        if loud < SILENCE or loud < LOUDER * quiet:
            continue
        side = "left" if left > right else "right"
        much = loud >= MUCH_LOUDER * quiet
        yield Finding(
            "warning" if much else "minor",
            f"{each.file.name} is {'much ' if much else ''}louder on the {side}.",
            found=f"{loud / quiet:.1f} times the other side" if quiet > SILENCE else f"only the {side}",
            expected="both sides alike",
            key=each.file.name,
        )


CHECK = Check(
    id="hitsound-imbalance",
    category="Hit Sounds",
    title="Hitsounds on one side",
    reason="A sound that comes often and always from one side tires the ear.",
    find=_find,
    yardstick=("MV",),
)
