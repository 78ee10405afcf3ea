"""Catch difficulties without a banana shower."""

from __future__ import annotations

from collections.abc import Iterator

from engine.modding.check import Check, Finding
from engine.modding.subject import Subject
from engine.osu import Spinner

BITS = 1.0
"""A hint, no fault."""


def _find(subject: Subject) -> Iterator[Finding]:
    if subject.objects and not any(isinstance(each, Spinner) for each in subject.objects):
        yield Finding(
            "minor",
            "There is no banana shower.",
            found="none",
            expected="one, where the song has a place for it",
            score=BITS,
        )


CHECK = Check(
    id="catch-no-spinner",
    category="Compose",
    title="No banana shower",
    reason="Without bananas all perfect scores are equal.",
    find=_find,
    modes=("catch",),
    yardstick=("MV",),
)
