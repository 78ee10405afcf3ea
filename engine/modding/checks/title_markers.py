"""Version markers of titles that are not written in the one agreed way."""

from __future__ import annotations

import re
from collections.abc import Iterator

from engine.modding.check import Check, Finding
from engine.modding.subject import Subject

_SIZE = r"(?:size|ver(?:\.|sion)?|edit)(?![a-z])"

MARKERS = (
    (
        "(Sped Up & Cut Ver.)",
        re.compile(r"spe*d[\s-]*up\s*(?:&|and)\s*cut(?:\s+ver(?:\.|sion)?(?![a-z]))?", re.IGNORECASE),
    ),
    (
        "(Nightcore & Cut Ver.)",
        re.compile(r"night\s*core\s*(?:&|and)\s*cut(?:\s+ver(?:\.|sion)?(?![a-z]))?", re.IGNORECASE),
    ),
    ("(TV Size)", re.compile(rf"\btv(?:\s|-)*{_SIZE}", re.IGNORECASE)),
    ("(Game Ver.)", re.compile(rf"\bgame(?:\s|-)+{_SIZE}", re.IGNORECASE)),
    (
        "(Movie Ver.)",
        re.compile(r"\bmovie(?:\s|-)+(?:size|ver(?:\.|sion)?|edit|cut)(?![a-z])", re.IGNORECASE),
    ),
    ("(Short Ver.)", re.compile(rf"\bshort(?:\s|-)+{_SIZE}", re.IGNORECASE)),
    ("(Cut Ver.)", re.compile(r"(?<!& )\bcut(?:\s|-)+(?:size|ver(?:\.|sion)?)(?![a-z])", re.IGNORECASE)),
    ("(Sped Up Ver.)", re.compile(r"\bspe*d[\s-]*up\s+ver(?:\.|sion)?(?![a-z])", re.IGNORECASE)),
    ("(Nightcore Mix)", re.compile(r"\bnight\s*core\s+(?:mix|ver(?:\.|sion)?)(?![a-z])", re.IGNORECASE)),
    ("(Extended Edit)", re.compile(r"\bextended\s+edit\b", re.IGNORECASE)),
)
"""What it should be called, and what is meant by it; combined ones first."""


def _find(subject: Subject) -> Iterator[Finding]:
    metadata = subject.beatmap.metadata
    for field, title in (("Title", metadata.title), ("TitleUnicode", metadata.title_unicode)):
        for marker, meant in MARKERS:
            match = meant.search(title)
            if match is None:
                continue
            if marker.casefold() not in title.casefold() or not _same_case(marker, title):
                yield Finding(
                    "problem",
                    f"{field} says {match[0]}; the marker is written {marker}.",
                    found=title,
                    expected=marker,
                    key=field,
                )
            break  # what a combined marker holds is no marker of its own


def _same_case(marker: str, title: str) -> bool:
    """Exactly, or in the case that the whole title has."""
    return marker in title or title == title.upper() or title == title.lower()


CHECK = Check(
    id="title-markers",
    category="Metadata",
    title="Version marker written otherwise",
    reason="One way to write it lets players find all maps of a song.",
    find=_find,
    yardstick=("MV", "LV", "RC"),
)
