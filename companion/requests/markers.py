"""Markers: words in a difficulty's tags, set in the editor, that ask for a task when it is saved."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Set
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from companion.requests.errors import RequestError, near
from companion.requests.reading import complete
from companion.requests.request import Request
from companion.system.lazer import is_mount
from engine.osu import Beatmap, Document
from engine.protocol import Task

PREFIX = "companion:"

EXAMPLES = f"{PREFIX}remap (with two bookmarks), {PREFIX}hitsounds, {PREFIX}timing, {PREFIX}guest=5.2"

_MARKED = re.compile(rb"Tags\s*:.*(?i:companion:)")
_WISHING = re.compile(rb"Version\s*:.*!\s*\d")
"""Few saves ask for something; the others need not be decoded. Letters are looked for much faster than
beginnings of lines, which counts in large storyboards."""

_WISH = re.compile(r"!\s*(\d+(?:[.,]\d+)?)\s*\*?$")
"""`Hard !5.2`: the star rating a new difficulty wishes for."""

_PAIR = re.compile(r"(\d+)-(\d+)")

Standing = Mapping[Path, Set[str]]
"""Identities of the markers that stood in the last save of each difficulty of a mapset."""


@dataclass(frozen=True)
class Marker:
    """One marker of a saved difficulty.

    Attributes:
        identity: the same as long as the mapper asks for the same: its word with what that comes to.
        asked: what is to be done, or why it is not understood.
    """

    identity: str
    asked: Request | RequestError


def is_marker(word: str) -> bool:
    """Whether a word of the tags speaks to the companion."""
    return word.casefold().startswith(PREFIX)


def without_markers(tags: str) -> str:
    """Tags as a result carries them."""
    words = tags.split()
    kept = [word for word in words if not is_marker(word)]
    return tags if len(kept) == len(words) else " ".join(kept)


def read_markers(path: Path, own: Callable[[str], bool], *, fill_by_name: bool) -> list[Marker]:
    """What a saved difficulty asks for.

    Args:
        path: the difficulty.
        own: whether a content (SHA-256) was written by the companion.
        fill_by_name: an empty difficulty asks by its name, too.

    Raises:
        OSError: it cannot be read.
        DecodeError: it is no difficulty.
    """
    data = path.read_bytes()
    wishing = fill_by_name and _WISHING.search(data) is not None
    if not wishing and not _MARKED.search(data):
        return []
    beatmap = Document.from_bytes(data, path.name).beatmap
    words = [word.strip(",;") for word in beatmap.metadata.tags.split() if is_marker(word)]
    markers = [_marker(word, path, beatmap, own) for word in dict.fromkeys(words)]
    wish = _WISH.search(beatmap.metadata.version)
    if wishing and wish and not beatmap.objects:
        markers.append(_filled(_number(wish[1]), path, own))
    return markers


def asked_by(word: str, path: Path, own: Callable[[str], bool]) -> Request:
    """What a marker in a difficulty's tags would ask for.

    Raises:
        RequestError: what to mend.
        OSError: the difficulty cannot be read.
        DecodeError: it is no difficulty.
    """
    return _request(word, path, Document.read(path).beatmap, own)


def stood_before(path: Path, standing: Standing) -> Set[str]:
    """The markers that stood in the last save of a difficulty.

    The editor renames the file when it renames the difficulty: one nobody knows yet has the markers of those
    of its mapset that are gone. lazer mounts a mapset under another name each time: one nobody knows yet has
    the markers of its like in a mount that is gone.
    """
    if path in standing:
        return standing[path]
    gone = [other for other in standing if not other.exists()]
    alike = [other for other in gone if other.parent == path.parent or other.name == path.name]
    return {marker for other in alike for marker in standing[other]}


def marker_home(path: Path) -> Path:
    """The folder in which a difficulty keeps its markers when it gets another path."""
    return path.parent.parent if is_mount(path.parent) else path.parent


def _marker(word: str, path: Path, beatmap: Beatmap, own: Callable[[str], bool]) -> Marker:
    try:
        request = _request(word, path, beatmap, own)
    except RequestError as error:
        return Marker(f"{word}: {error}", error)
    start, end = request.options.start, request.options.end
    return Marker(word if start is None else f"{word} {start}-{end}", request)


def _request(word: str, path: Path, beatmap: Beatmap, own: Callable[[str], bool]) -> Request:
    return complete(_meant(word, beatmap) | {"map": path.name}, path.parent, own, word)


def _meant(word: str, beatmap: Beatmap) -> dict[str, Any]:
    """A marker's word as the keys of a request."""
    name, _, value = word[len(PREFIX) :].casefold().partition("=")
    if name not in list(Task):
        raise RequestError(f'"{word}" is no marker.{near(name, list(Task))} Markers are: {EXAMPLES}.')
    match Task(name):
        case Task.REMAP:
            return {"task": name, "between": _bookmarks(word, value, len(beatmap.bookmarks))}
        case Task.GUEST | Task.GENERATE if value:
            return {"task": name, "difficulty": _stars(word, name, value)}
        case _ if value:
            raise RequestError(f'"{word}" says too much: {PREFIX}{name} is enough.')
    return {"task": name}


def _bookmarks(word: str, value: str, count: int) -> str:
    if count < 2:
        raise RequestError(
            f'"{word}" needs two bookmarks around the part, and there are {count}.'
            " Set them with Ctrl+B in the editor and save again."
        )
    pair = _PAIR.fullmatch(value)
    if (value and pair is None) or (not value and count > 2):
        raise RequestError(
            f'"{word}": there are {count} bookmarks. Say which two: {PREFIX}remap=1-2 is from the first'
            " to the second."
        )
    return f"bookmarks {pair[1]} {pair[2]}" if pair else "bookmarks"


def _stars(word: str, name: str, value: str) -> float:
    try:
        return _number(value)
    except ValueError:
        raise RequestError(f'"{word}": the star rating is a number, such as {PREFIX}{name}=5.2.') from None


def _number(text: str) -> float:
    return float(text.replace(",", "."))


def _filled(stars: float, path: Path, own: Callable[[str], bool]) -> Marker:
    """A new, empty difficulty becomes what its name wishes."""
    try:
        written = {"task": Task.GENERATE, "map": path.name, "difficulty": stars}
        request = complete(written, path.parent, own, f"!{stars:g}")
    except RequestError as error:
        return Marker(f"!{stars:g}: {error}", error)
    return Marker(f"!{stars:g}", request.model_copy(update={"in_place": True}))
