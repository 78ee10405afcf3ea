"""Difficulties without objects."""

from __future__ import annotations

from collections.abc import Iterator

from engine.modding.check import Check, Finding
from engine.modding.subject import Subject


def _find(subject: Subject) -> Iterator[Finding]:
    if not subject.objects:
        yield Finding("problem", "There is not one object.", found="nothing", expected="a map", key="this")
    for other in subject.peers:
        if not other.objects:
            name = other.beatmap.metadata.version
            yield Finding("problem", f"{name} has no objects.", found="nothing", expected="a map", key=name)


CHECK = Check(
    id="empty-difficulties",
    category="Files",
    title="Difficulties without objects",
    reason="They are uploaded with the set, and break it.",
    find=_find,
    yardstick=("MV",),
)
