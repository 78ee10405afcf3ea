"""The golden values, read once; a test that asks for them is skipped when they are not there."""

from __future__ import annotations

import functools
import json
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.checkpoint.loading import Checkpoint, load
from engine.song import Song
from tests.shared import shared

PRESETS = ("v32-mini", "v32", "v30", "v31", "v29")


def arrays(preset: str, name: str) -> dict[str, NDArray[Any]]:
    """The arrays of `golden/PRESET/NAME.npz`."""
    with np.load(shared("golden", preset, f"{name}.npz")) as file:
        return {key: file[key] for key in file.files}


def document(*parts: str) -> Any:
    """A JSON file of the golden folder."""
    return json.loads(shared("golden", *parts).read_text(encoding="utf-8"))


def traces(preset: str) -> list[dict[str, Any]]:
    """The model calls of the published inference."""
    return [json.loads(line) for line in shared("golden", preset, "trace.jsonl").read_text().splitlines()]


def checkpoint(preset: str) -> Checkpoint:
    """The small checkpoint of a preset."""
    return _loaded(shared("golden", preset, "checkpoint"))


def song() -> Song:
    """The golden song at the rate of its file."""
    return _song(shared("golden", "song.wav"))


@functools.cache
def _loaded(folder: Path) -> Checkpoint:
    return load(folder)


@functools.cache
def _song(path: Path) -> Song:
    return Song.load(path, rate=22050)


def worst(found: NDArray[Any], wanted: NDArray[Any], what: str, tolerance: float) -> None:
    """Print how many values were compared and the worst difference, and hold it to a tolerance."""
    assert found.shape == wanted.shape, what
    difference = float(np.abs(found.astype(np.float64) - wanted).max(initial=0))
    print(f"{what}: {wanted.size} values, worst difference {difference:.3g} (allowed {tolerance:g})")
    assert difference <= tolerance, what
