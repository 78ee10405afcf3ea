"""What modding reads: the difficulty, its song, the other difficulties, and what else lies in the folder."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

from engine.osu import DecodeError, Document
from engine.osu.sections import readable
from engine.protocol.messages import EngineChoice, File, Listed, Run, Task


def mod_run(
    path: Path, content: bytes, number: str = "1", engine: EngineChoice = "auto", model: str | None = None
) -> Run:
    """A run that mods a difficulty beside what lies in its folder now.

    Args:
        path: the difficulty.
        content: its bytes, as they are to be modded.
        number: the run's id.
        engine: who judges beside the rules.
        model: the checkpoint, if one does.
    """
    folder = path.parent
    return Run(
        id=number,
        task=Task.MOD,
        engine=engine,
        model=model,
        map=File.of(path, content),
        audio=_song(path, content),
        others=tuple(_others(path)),
        listing=tuple(_listing(folder)),
    )


def _song(path: Path, content: bytes) -> File | None:
    with contextlib.suppress(
        OSError, DecodeError, ValueError
    ):  # what is wrong with it is for the checks to say
        name = Document.from_bytes(content).get("General", "AudioFilename")
        return File.of(path.parent / name.replace("\\", "/")) if name else None
    return None


def _others(path: Path) -> Iterator[File]:
    for other in sorted(path.parent.glob("*.osu")):
        if other.name != path.name and readable(other.name) == other.name:
            with contextlib.suppress(OSError):  # it vanished or is locked at this moment: it is left out
                yield File.of(other)


def _listing(folder: Path) -> Iterator[Listed]:
    for path in sorted(folder.rglob("*")):
        with contextlib.suppress(OSError):  # it vanished at this moment
            if path.is_file():
                name, size = path.relative_to(folder).as_posix(), path.stat().st_size
                told = readable(name)  # on Linux a name may be any bytes
                yield Listed(name=told, size=size, path=str(path) if told == name else None)
