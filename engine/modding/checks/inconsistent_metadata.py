"""Metadata that should be equal in all difficulties of a set."""

from __future__ import annotations

from collections.abc import Iterator

from engine.modding.check import Check, Finding
from engine.modding.subject import Subject

FIELDS = (
    ("Artist", "artist"),
    ("ArtistUnicode", "artist_unicode"),
    ("Title", "title"),
    ("TitleUnicode", "title_unicode"),
    ("Creator", "creator"),
    ("Source", "source"),
)

MOST_SHOWN = 5
"""Tags named by the finding."""


def _find(subject: Subject) -> Iterator[Finding]:
    mine = subject.beatmap.metadata
    for key, field in FIELDS:
        value = getattr(mine, field)
        other = next((each for each in subject.peers if getattr(each.beatmap.metadata, field) != value), None)
        if other is not None:
            theirs = getattr(other.beatmap.metadata, field)
            name = other.beatmap.metadata.version
            yield Finding(
                "problem",
                f"{key} is {value or 'empty'} here and {theirs or 'empty'} in {name}.",
                found=value,
                expected=f"{theirs} as in {name}",
                key=key,
            )
    yield from _tags(subject)


def _tags(subject: Subject) -> Iterator[Finding]:
    mine = set(subject.beatmap.metadata.tags.split())
    for other in subject.peers:
        theirs = set(other.beatmap.metadata.tags.split())
        if mine != theirs:
            name = other.beatmap.metadata.version
            missing, extra = sorted(theirs - mine), sorted(mine - theirs)
            said = [f"without {_some(missing)}"] if missing else []
            said += [f"with {_some(extra)}"] if extra else []
            yield Finding(
                "problem",
                f"The tags differ from those of {name}: {' and '.join(said)}.",
                found=" and ".join(said),
                expected="the same tags in all difficulties",
                key="Tags",
            )
            return


def _some(words: list[str]) -> str:
    more = f" and {len(words) - MOST_SHOWN} more" if len(words) > MOST_SHOWN else ""
    return ", ".join(words[:MOST_SHOWN]) + more


CHECK = Check(
    id="inconsistent-metadata",
    category="Metadata",
    title="Metadata differs from another difficulty",
    reason="A set is one song; the website takes its names from any of its difficulties.",
    find=_find,
    yardstick=("MV", "LV", "RC"),
)
