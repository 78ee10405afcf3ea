"""The difficulties of one mapset, as far as a request needs them."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

from companion.requests.errors import RequestError, near
from engine.osu import DecodeError, Document
from engine.osu.sections import readable

AUDIO = (".mp3", ".ogg", ".opus", ".wav", ".flac", ".m4a")


def is_text(path: Path) -> bool:
    """Whether a path can be kept and sent; on Linux a name may be any bytes."""
    return readable(str(path)) == str(path)


def difficulties_in(mapset: Path) -> list[Path]:
    """The difficulties of a mapset by name; a folder or a dead link that is called like one is none."""
    return sorted(path for path in mapset.glob("*.osu") if path.is_file())


def newest(mapset: Path, own: Callable[[str], bool]) -> Path | None:
    """The difficulty saved last; results of ours that nobody edited do not count.

    Args:
        mapset: the folder.
        own: whether a content (SHA-256) was written by the companion.
    """
    files = sorted(difficulties_in(mapset), key=lambda path: path.stat().st_mtime_ns, reverse=True)
    return next((path for path in files if not own(hashlib.sha256(path.read_bytes()).hexdigest())), None)


def find(mapset: Path, wanted: str) -> Path:
    """The difficulty of a name, or of a file name.

    Raises:
        RequestError: there is none, or there are several.
        OSError: one of them cannot be read, so that it may be the one.
    """
    files, folded = difficulties_in(mapset), wanted.casefold()
    exact = [path for path in files if path.name.casefold() in (folded, f"{folded}.osu")]
    names = {} if exact else {path: _version(path) for path in files}
    found = exact or [path for path, name in names.items() if name.casefold() == folded]
    if len(found) > 1:
        which = " and ".join(f'"{path.name}"' for path in found)
        raise RequestError(f'map = "{wanted}" could mean {which}. Write the file name.')
    if not found:
        raise RequestError(
            f'There is no difficulty "{wanted}" here.{near(wanted, filter(None, names.values()))}'
        )
    return found[0]


def audio_of(mapset: Path, map_path: Path | None) -> Path:
    """The song of a difficulty, or the only one of a folder.

    Raises:
        RequestError: it is not there, or there are several.
    """
    if map_path is not None:
        path = named_audio(map_path)
        if not path.is_file():
            if path == mapset:
                raise RequestError(f"{map_path.name} names no song. Choose one in the editor's song setup.")
            raise RequestError(f'The song "{path.name}" of {map_path.name} is not in the folder.')
        return path
    songs = [path for path in sorted(mapset.iterdir()) if path.suffix.lower() in AUDIO]
    if len(songs) != 1:
        what = "no song" if not songs else f"{len(songs)} songs, and no difficulty says which"
        raise RequestError(f"There is {what} in this folder. Make a difficulty in the editor first.")
    return songs[0]


def named_audio(map_path: Path) -> Path:
    """The song a difficulty names, be it there or not; its folder where it names none.

    Raises:
        RequestError: the difficulty cannot be read.
    """
    try:
        name = Document.read(map_path).get("General", "AudioFilename") or ""
    except DecodeError as error:
        raise RequestError(f"{error}. Open the difficulty in the editor and save it again.") from error
    return map_path.parent / name.replace("\\", "/")


def _version(path: Path) -> str:
    try:
        return Document.read(path).get("Metadata", "Version") or ""
    except DecodeError:
        return ""  # it can still be asked for by its file name
