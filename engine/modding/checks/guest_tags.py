"""Guests whose names are not in the tags."""

from __future__ import annotations

import re
from collections.abc import Iterator

from engine.modding.check import Check, Finding
from engine.modding.subject import Subject

OWNER = re.compile(r"^(.*?(?:'s|s'|’s|s’))(?=\s|$)", re.IGNORECASE)
"""Everything up to the first possessive, which must be followed by something."""

TOGETHER = re.compile(r"\s*(?:,|&|\+|\bx\b|\bvs\.?|\band\b)\s*", re.IGNORECASE)
"""What stands between the names of a collaboration."""

ENDINGS = ("'s", "’s", "'", "’")

WRAPPING = "([{"


def _find(subject: Subject) -> Iterator[Finding]:
    metadata = subject.beatmap.metadata
    tags = metadata.tags.casefold()
    known = {metadata.creator.casefold()}
    for guest in _guests(metadata.version):
        name = guest.casefold()
        if name in known or _tagged(name, tags):
            continue
        yield Finding(
            "warning",
            f"{guest} seems to have made this difficulty, but is not in the tags.",
            found=metadata.version,
            expected=f"the tag {name.replace(' ', '_')}",
            key=guest,
        )


def _guests(version: str) -> Iterator[str]:
    match = OWNER.match(version)
    if match is None or match.end() == len(version):
        return
    for part in TOGETHER.split(match[1]):
        name = part.strip().lstrip(WRAPPING)
        for ending in ENDINGS:
            if name.lower().endswith(ending):
                name = name[: -len(ending)]
                break
        if name.strip():
            yield name.strip()


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
