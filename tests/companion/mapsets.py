"""Mapsets on disk and requests for them."""

from __future__ import annotations

from pathlib import Path

from companion.requests import Request
from engine.protocol import Options, Task
from tests.builder import circles, difficulty


def make_mapset(folder: Path, *versions: str) -> Path:
    """A mapset with an (empty) song and these difficulties."""
    mapset = folder / "1 Artist - Song"
    mapset.mkdir(parents=True)
    (mapset / "song.wav").write_bytes(b"RIFF")
    for version in versions or ("Insane",):
        name = f"Artist - Song (Mapper) [{version}].osu"
        (mapset / name).write_bytes(difficulty(*circles(1000, 2000, 3000), version=version))
    return mapset


def request_for(
    mapset: Path, task: Task = Task.HITSOUNDS, *, in_place: bool = False, **options: object
) -> Request:
    """A request for the first difficulty of a mapset."""
    return Request(
        task=task,
        mapset=mapset,
        map=min(mapset.glob("*.osu")),
        audio=mapset / "song.wav",
        options=Options.model_validate(options),
        in_place=in_place,
    )
