"""Guests whose names are not in the tags."""

from __future__ import annotations

from collections.abc import Iterator

from engine.modding.check import Check, Finding
from engine.modding.possession import owners
from engine.modding.subject import Subject


def _find(subject: Subject) -> Iterator[Finding]:
    metadata = subject.beatmap.metadata
    tags = metadata.tags.casefold()
    for guest in owners(metadata.version):
        name = guest.casefold()
        if name == metadata.creator.casefold() or _tagged(name, tags):
            continue
        yield Finding(
            "warning",
            f"{guest} seems to have made this difficulty, but is not in the tags.",
            found=metadata.version,
            expected=f"the tag {name.replace(' ', '_')}",
            key=guest,
        )


def _tagged(name: str, tags: str) -> bool:
    """As written, with underscores, or with all its words somewhere."""
    words = tags.split()
    return name in tags or name.replace(" ", "_") in words or all(word in words for word in name.split())


CHECK = Check(
    id="guest-tags",
    category="Metadata",
    title="Guest missing from the tags",
    reason="Players look for maps by the names of their makers.",
    find=_find,
    yardstick=("MV", "RC"),
)
