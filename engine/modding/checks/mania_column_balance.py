"""Columns with far fewer or more notes than the others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from engine.modding.check import Check, Finding
from engine.modding.columns import columns_of, keys_of
from engine.modding.subject import Subject

UNEVEN, VERY_UNEVEN = 0.2, 0.35
"""Share of the mean by which a column differs."""

FEWEST = 20
"""Notes of an average column from which balance can be judged."""


def _find(subject: Subject) -> Iterator[Finding]:
    if not subject.objects:
        return
    keys = keys_of(subject)
    counts = Counter(columns_of(subject))
    mean = len(subject.objects) / keys
    for i in range(keys):
        key = f"column {i + 1}"
        share = counts[i] / mean - 1
        if counts[i] == 0:
            yield Finding(
                "problem",
                f"Column {i + 1} has no notes.",
                found="no notes",
                expected="notes in every column",
                key=key,
            )
        elif mean >= FEWEST and abs(share) >= UNEVEN:
            yield Finding(
                "warning" if abs(share) >= VERY_UNEVEN else "minor",
                f"Column {i + 1} has {abs(share):.0%} {'more' if share > 0 else 'fewer'} notes than others.",
                found=f"{counts[i]} notes",
                expected=f"about {mean:.0f}",
                key=key,
            )


CHECK = Check(
    id="mania-column-balance",
    category="Compose",
    title="Uneven columns",
    reason="Each finger should have its share.",
    find=_find,
    modes=("mania",),
    yardstick=("MV", "RC"),
)
