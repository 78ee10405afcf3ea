"""Every difficulty and storyboard of the shared data survives: one test a file, named after it."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import pytest

from engine.osu import Beatmap, DecodeError, Document
from tests.shared import SHARED, shared

FILES = sorted(path for end in ("osu", "osb") for path in (SHARED / "beatmaps").rglob(f"*.{end}"))


def named(files: list[Path]) -> list[object]:
    """The files as parameters with their names."""
    return [pytest.param(path, id=f"{path.parent.name}/{path.name}") for path in files]


def test_the_shared_files_are_there() -> None:
    assert shared("beatmaps").is_dir()
    assert len(FILES) > 100


@pytest.mark.parametrize("path", named(FILES))
def test_bytes_in_are_bytes_out(path: Path) -> None:
    data = path.read_bytes()
    document = Document.from_bytes(data, path.name)
    assert document.to_bytes() == data
    try:
        _ = document.beatmap
    except DecodeError:
        assert not data.strip(b"\0 \r\n")
    assert document.to_bytes() == data


@pytest.mark.parametrize("path", named([path for path in FILES if path.suffix == ".osu"]))
def test_values_written_and_read_again_are_the_same(path: Path) -> None:
    first = Document.read(path).beatmap
    second = Document.from_beatmap(first).beatmap
    for each in fields(Beatmap):
        if each.name not in ("format_version", "warnings"):
            # as text, for a NaN is not even equal to itself
            assert repr(getattr(second, each.name)) == repr(getattr(first, each.name)), each.name
    assert second.warnings == []
