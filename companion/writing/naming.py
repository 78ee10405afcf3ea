"""Names for new difficulties: none taken, in the game's form."""

from __future__ import annotations

from itertools import count, islice
from pathlib import Path

from engine.osu import DecodeError, Document, file_name


def with_free_name(content: bytes, mapset: Path, tags: str = "") -> tuple[bytes, str]:
    """A difficulty whose name no other one of its mapset bears.

    Two difficulties of one name cannot be told apart by the game, so a taken name gets ` 2`, ` 3` ...

    Args:
        content: the `.osu` file; its `Version` is the wanted name.
        mapset: the folder it goes to.
        tags: words added to its tags, such as a disclosure.

    Returns:
        The content with its final name and the file name the game would give it.
    """
    document = Document.from_bytes(content)
    wanted = document.get("Metadata", "Version") or "Companion"
    versions = {_version(path) for path in mapset.glob("*.osu")}
    names = {path.name.casefold() for path in mapset.iterdir()}
    for version in (wanted, *(f"{wanted} {number}" for number in islice(count(2), 10_000))):
        if version != document.get("Metadata", "Version"):
            document.set("Metadata", "Version", version)
        name = file_name(document.beatmap.metadata)
        if version.casefold() not in versions and name.casefold() not in names:
            break
    if tags:
        _add_tags(document, tags)
    return document.to_bytes(), name


def _version(path: Path) -> str:
    """The difficulty's name as its file says, folded for comparison."""
    try:
        return (Document.read(path).get("Metadata", "Version") or "").casefold()
    except DecodeError:
        return ""  # no name the game could read either


def _add_tags(document: Document, tags: str) -> None:
    there = (document.get("Metadata", "Tags") or "").split()
    document.set("Metadata", "Tags", " ".join(dict.fromkeys([*there, *tags.split()])))
