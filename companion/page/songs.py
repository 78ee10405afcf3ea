"""The Songs folder as the page may see it: by names of mapsets and files, never by paths."""

from __future__ import annotations

import os
import time
from dataclasses import dataclass
from pathlib import Path

from companion.requests import difficulties_in, is_text
from engine.osu import DecodeError, Document
from engine.protocol import MODE_NAMES

FRESH = 10.0
"""Seconds for which a look through the whole folder is believed."""


@dataclass(frozen=True)
class Mapset:
    """A folder of Songs and when a difficulty of it was last saved (s since 1970; 0: it has none)."""

    name: str
    saved: float


@dataclass(frozen=True)
class Difficulty:
    """A difficulty in a mapset. `version` is empty when the file cannot be read."""

    file: str
    version: str
    mode: str
    saved: float


class Songs:
    """Lists and finds; whatever lies outside of the folder is not found.

    Args:
        folder: the Songs folder.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._listed: list[Mapset] = []
        self._looked = -FRESH

    def mapsets(self, words: str, most: int) -> list[Mapset]:
        """Mapsets whose name holds all words, the one saved last first."""
        if time.monotonic() - self._looked > FRESH:
            self._listed = sorted(_look_through(self._folder), key=lambda each: -each.saved)
            self._looked = time.monotonic()
        wanted = words.casefold().split()
        found = (each for each in self._listed if all(word in each.name.casefold() for word in wanted))
        return [each for each, _ in zip(found, range(most), strict=False)]

    def mapset(self, name: str) -> Path:
        """The folder of a mapset.

        Raises:
            LookupError: Songs has no such folder.
        """
        path = self._folder / name
        if not _plain(name) or path.parent != self._folder or not path.is_dir():
            raise LookupError(f'There is no mapset "{name}" in the Songs folder.')
        return path

    def name_of(self, mapset: Path) -> str | None:
        """The name of a mapset of this folder; none for a folder elsewhere."""
        return mapset.name if mapset.parent == self._folder else None

    def difficulties(self, name: str) -> list[Difficulty]:
        """The difficulties of a mapset, the one saved last first.

        Raises:
            LookupError: Songs has no such folder.
        """
        found = [_difficulty(path) for path in difficulties_in(self.mapset(name)) if is_text(path)]
        return sorted(found, key=lambda each: -each.saved)

    def difficulty(self, mapset: str, file: str) -> Path:
        """The path of a difficulty.

        Raises:
            LookupError: it is not there.
        """
        folder = self.mapset(mapset)
        path = folder / file
        if not file.endswith(".osu") or not _plain(file) or path.parent != folder or not path.is_file():
            raise LookupError(f'There is no difficulty "{file}" in "{mapset}".')
        return path

    def audio(self, mapset: Path, name: str) -> Path:
        """The song a difficulty names, which must lie in its mapset.

        Raises:
            LookupError: it does not, or is not there.
        """
        path = (mapset / name.replace("\\", "/")).resolve()
        if not path.is_relative_to(mapset.resolve()) or not path.is_file():
            raise LookupError(f'The song "{name}" is not in the mapset.')
        return path


def _plain(name: str) -> bool:
    """A name of one thing in a folder, not a way out of it."""
    return name not in ("", ".", "..") and Path(name).name == name


def _look_through(songs: Path) -> list[Mapset]:
    with os.scandir(songs) as entries:
        folders = [entry for entry in entries if entry.is_dir() and is_text(Path(entry.name))]
        return [Mapset(entry.name, _last_saved(entry.path)) for entry in folders]


def _last_saved(mapset: str) -> float:
    try:
        with os.scandir(mapset) as entries:
            saved = (e.stat().st_mtime for e in entries if e.name.endswith(".osu") and e.is_file())
            return max(saved, default=0.0)
    except OSError:
        return 0.0  # it vanished, or is not ours to read: it must not hide the others


def _difficulty(path: Path) -> Difficulty:
    saved = path.stat().st_mtime
    try:
        document = Document.read(path)
    except (DecodeError, OSError):
        return Difficulty(path.name, "", "osu", saved)
    mode = document.get("General", "Mode") or "0"
    return Difficulty(
        path.name,
        document.get("Metadata", "Version") or "",
        MODE_NAMES[int(mode)] if mode in ("0", "1", "2", "3") else "osu",
        saved,
    )
