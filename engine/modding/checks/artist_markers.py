"""How `vs.`, `feat.`, `CV:` and commas are written between artists."""

from __future__ import annotations

import re
from collections.abc import Iterator

from engine.modding.check import Check, Finding
from engine.modding.subject import Subject

MARKERS = (
    (
        "vs.",
        re.compile(r"\b(?:vs\.?|versus)(?![a-z])(?=.*\w)", re.IGNORECASE),
        re.compile(r"\bvs\.", re.IGNORECASE),
    ),
    (
        "feat.",
        re.compile(r"\b(?:feat\.?|ft\.?|featuring)(?![a-z])(?=.*\w)", re.IGNORECASE),
        re.compile(r"\bfeat\.", re.IGNORECASE),
    ),
    ("CV:", re.compile(r"\b(?:c\.v\.?|cv)(?![a-z])\s*[.:：]?", re.IGNORECASE), re.compile(r"\bCV[:：]")),
)
"""How it is written, what is meant by it, and what is right."""

SPACING = (
    (re.compile(r"(?:vs\.|feat\.|CV:)[a-zA-Z0-9]"), "a space behind the marker"),
    (re.compile(r"[a-zA-Z0-9](?:feat\.)"), "a space before the marker"),
    (re.compile(r"[a-zA-Z0-9]\(CV:"), "a space before (CV:"),
    (re.compile(r",[a-zA-Z]"), "a space behind the comma"),
)


def _find(subject: Subject) -> Iterator[Finding]:
    metadata = subject.beatmap.metadata
    for field, value in (("Artist", metadata.artist), ("ArtistUnicode", metadata.artist_unicode)):
        for marker, meant, right in MARKERS:
            wrong = next(
                (each for each in meant.finditer(value) if not right.match(value, each.start())), None
            )
            if wrong is not None:
                yield Finding(
                    "problem",
                    f"{field} says {wrong[0]}; it is written {marker}",
                    found=value,
                    expected=marker,
                    key=f"{field} {marker}",
                )
        for pattern, expected in SPACING:
            if pattern.search(value):
                yield Finding(
                    "minor",
                    f"{field} misses {expected}.",
                    found=value,
                    expected=expected,
                    key=f"{field} {expected}",
                )


CHECK = Check(
    id="artist-markers",
    category="Metadata",
    title="vs., feat. and CV: written otherwise",
    reason="One way to write them lets players find all maps of an artist.",
    find=_find,
    yardstick=("MV", "RC"),
)
