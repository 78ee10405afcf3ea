"""Hosts who call a difficulty their own."""

from __future__ import annotations

from collections.abc import Iterator

from engine.modding.check import Check, Finding
from engine.modding.possession import owners
from engine.modding.subject import Subject


def _find(subject: Subject) -> Iterator[Finding]:
    metadata = subject.beatmap.metadata
    names = list(owners(metadata.version))
    if len(names) == 1 and names[0].casefold() == metadata.creator.casefold():
        yield Finding(
            "warning",
            f"The set is {metadata.creator}'s own, so the difficulty need not say so.",
            found=metadata.version,
            expected="a name without the host's",
        )


CHECK = Check(
    id="host-possession",
    category="Metadata",
    title="Host named in the difficulty's name",
    reason="A name before a level means a guest; only collaborations may name the host.",
    find=_find,
    yardstick=("RC",),
)
