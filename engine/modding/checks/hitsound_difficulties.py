"""Difficulties that only hold hitsounds and were left in the set."""

from __future__ import annotations

import re
from collections.abc import Iterator

from engine.modding.check import Check, Finding
from engine.modding.subject import Subject

NAME = re.compile(r"hit\s*-?\s*sounds?|(^|[^a-z])hs([^a-z]|$)", re.IGNORECASE)


def _find(subject: Subject) -> Iterator[Finding]:
    for each in (subject, *subject.peers):
        name = each.beatmap.metadata.version
        if NAME.search(name):
            yield Finding(
                "warning",
                f"Delete {name} before the set is uploaded, if it only holds hitsounds.",
                found=name,
                expected="difficulties to play",
                key=name,
            )


CHECK = Check(
    id="hitsound-difficulties",
    category="Files",
    title="Hitsound difficulty left in",
    reason="It is a tool of the mapper and nothing to play.",
    find=_find,
    yardstick=("MV",),
)
