"""Names and tags longer than the website takes."""

from __future__ import annotations

from collections.abc import Iterator

from engine.modding.check import Check, Finding
from engine.modding.subject import Subject

LONGEST_NAME = 81
"""Characters of an artist or a title."""

LONGEST_TAGS = 1000
"""Characters."""


def _find(subject: Subject) -> Iterator[Finding]:
    metadata = subject.beatmap.metadata
    fields = (
        ("Artist", metadata.artist, LONGEST_NAME),
        ("ArtistUnicode", metadata.artist_unicode, LONGEST_NAME),
        ("Title", metadata.title, LONGEST_NAME),
        ("TitleUnicode", metadata.title_unicode, LONGEST_NAME),
        ("Tags", metadata.tags, LONGEST_TAGS),
    )
    for key, value, longest in fields:
        if len(value) > longest:
            rest = "the rest goes into the tags" if key != "Tags" else "drop the least important ones"
            yield Finding(
                "problem",
                f"{key} has {len(value)} characters.",
                found=f"{len(value)} characters",
                expected=f"at most {longest}; {rest}",
                key=key,
            )


CHECK = Check(
    id="metadata-length",
    category="Metadata",
    title="Artist, title or tags too long",
    reason="The website cuts them off.",
    find=_find,
    yardstick=("RC",),
)
