"""Looking through the Songs folder: which files are there, and what they look like."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from companion.requests import REQUEST_SUFFIX
from companion.watching.settle import Stamp


def watched(name: str) -> bool:
    """Whether a file of this name is of interest: difficulties and requests."""
    return name.endswith((".osu", REQUEST_SUFFIX))


def stamp_of(path: Path) -> Stamp | None:
    """What a file looks like now; none when it is not there."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size


def scan_mapset(mapset: Path) -> Iterator[tuple[str, Stamp]]:
    """Names and stamps of the watched files of one mapset; a folder that vanishes meanwhile has none."""
    try:
        with os.scandir(mapset) as entries:
            for entry in entries:
                if watched(entry.name) and entry.is_file():
                    found = entry.stat()
                    yield entry.name, (found.st_mtime_ns, found.st_size)
    except OSError:
        return


def mapsets(songs: Path) -> Iterator[Path]:
    """The mapsets of a Songs folder.

    Raises:
        OSError: the Songs folder itself cannot be read.
    """
    with os.scandir(songs) as entries:
        for entry in entries:
            if entry.is_dir():
                yield Path(entry.path)
