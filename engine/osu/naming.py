"""The file name the game gives a difficulty."""

from __future__ import annotations

from engine.osu.beatmap import Metadata

FORBIDDEN = '/\\:*?"<>|'
"""What Windows allows in no file name."""

LONGEST_NAME = 150
"""Characters; Windows refuses paths of 260, and Songs folders lie deep."""

_SUFFIX = ".osu"


def file_name(metadata: Metadata) -> str:
    """`Artist - Title (Creator) [Version].osu` as the game makes it.

    A name that is too long loses from artist and title: the difficulty's name tells the files of a set apart.
    """
    song = as_file_name(f"{metadata.artist} - {metadata.title}")
    rest = as_file_name(f"({metadata.creator}) [{metadata.version}]")
    song = song[: max(1, LONGEST_NAME - len(rest) - len(_SUFFIX) - 1)].rstrip()
    return f"{song} {rest}"[: LONGEST_NAME - len(_SUFFIX)].strip() + _SUFFIX


def as_file_name(text: str) -> str:
    """A text without the characters no file name may hold."""
    return "".join(each for each in text if each not in FORBIDDEN and each.isprintable())
