"""Difficulties without a background."""

from __future__ import annotations

from collections.abc import Iterator

from engine.modding.check import Check, Finding
from engine.modding.subject import Subject


def _find(subject: Subject) -> Iterator[Finding]:
    if not subject.beatmap.background:
        yield Finding("problem", "There is no background.", found="none", expected="a picture")


CHECK = Check(
    id="background-presence",
    category="Files",
    title="No background",
    reason="Song select and the website show it; a ranked map must have one.",
    find=_find,
    yardstick=("MV", "LV", "RC"),
)
