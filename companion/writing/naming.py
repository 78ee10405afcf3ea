"""Names for new difficulties: none taken, in the game's form."""

from __future__ import annotations

from itertools import count, islice
from pathlib import Path

from companion.requests import difficulties_in, without_markers
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
    versions = {_version(path) for path in difficulties_in(mapset)}
    names = {path.name.casefold() for path in mapset.iterdir()}
    for version in (wanted, *(f"{wanted} {number}" for number in islice(count(2), 10_000))):
        if version != document.get("Metadata", "Version"):
            document.set("Metadata", "Version", version)
        name = file_name(document.beatmap.metadata)
        if version.casefold() not in versions and name.casefold() not in names:
            break
    _set_tags(document, tags)
    return document.to_bytes(), name


def as_itself(content: bytes, source: bytes) -> bytes:
    """A difficulty that takes the place of its source: under the same name, with the same number of the game.

    Only its markers are gone: they are carried out.
    """
    document, before = Document.from_bytes(content), Document.from_bytes(source)
    for key in ("Version", "BeatmapID"):
        value = before.get("Metadata", key)
        if value is None:
            document.remove("Metadata", key)
        elif value != document.get("Metadata", key):
            document.set("Metadata", key, value)
    _set_tags(document, "")
    return document.to_bytes()


def without_number(content: bytes, number: int) -> bytes:
    """A difficulty without the number that told it from the others while there were several."""
    document = Document.from_bytes(content)
    version = document.get("Metadata", "Version") or ""
    document.set("Metadata", "Version", version.removesuffix(f" {number}"))
    return document.to_bytes()


def _version(path: Path) -> str:
    """The difficulty's name as its file says, folded for comparison."""
    try:
        return (Document.read(path).get("Metadata", "Version") or "").casefold()
    except (DecodeError, OSError):
        return ""  # no name the game could read either, or it is locked: its file name stands in the folder


def _set_tags(document: Document, added: str) -> None:
    there = document.get("Metadata", "Tags") or ""
    tags = without_markers(there)
    if added:
        tags = " ".join(dict.fromkeys([*tags.split(), *added.split()]))
    if tags != there:
        document.set("Metadata", "Tags", tags)
