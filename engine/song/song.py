"""One song: its samples, and everything computed from them, each thing once."""

from __future__ import annotations

import hashlib
import os
import zipfile
from dataclasses import dataclass, field, fields
from functools import cached_property
from pathlib import Path

import numpy as np

from engine.song.decode import Samples, decode
from engine.song.onsets import Onsets, find_onsets

RATE = 44100
"""Hz at which songs are analysed."""

ANALYSIS_VERSION = 2
"""Raised when the analysis changes, so that older results in the cache are not taken."""


@dataclass(frozen=True)
class Song:
    """A decoded song.

    Attributes:
        samples: mono, float32, -1 to 1.
        rate: Hz.
        sha256: of the audio file.
        tags: what the file says of itself (title, artist ...).
        warnings: sentences about a readable but odd file.
        cache: folder for analyses; none keeps nothing.
    """

    samples: Samples
    rate: int
    sha256: str
    tags: dict[str, str] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()
    cache: Path | None = None

    @classmethod
    def load(cls, path: Path, rate: int | None = RATE, cache: Path | None = None) -> Song:
        """Decode an audio file to mono at `rate` Hz; none: the file's own rate.

        Raises:
            engine.errors.EngineError: it is missing, empty or no audio.
        """
        decoded = decode(path, rate)
        sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
        return cls(decoded.samples, decoded.rate, sha256, decoded.tags, decoded.warnings, cache)

    @cached_property
    def duration(self) -> float:
        """Length in ms."""
        return 1000.0 * len(self.samples) / self.rate

    @cached_property
    def onsets(self) -> Onsets:
        """Where notes begin; from the cache when this very file was analysed before."""
        path = _analysis(self.cache, self.sha256, self.rate)
        return _stored(path) or _kept(path, find_onsets(self.samples, self.rate))


def listen(path: Path, cache: Path | None) -> Onsets:
    """The onsets of an audio file; it is decoded only when it was never analysed before.

    Raises:
        engine.errors.EngineError: it is missing, empty or no audio.
    """
    if cache is not None and path.is_file():
        stored = _stored(_analysis(cache, hashlib.sha256(path.read_bytes()).hexdigest(), RATE))
        if stored is not None:
            return stored
    return Song.load(path, RATE, cache).onsets


def _analysis(cache: Path | None, sha256: str, rate: int) -> Path | None:
    return cache / f"{sha256}-onsets-{ANALYSIS_VERSION}-{rate}.npz" if cache is not None else None


def _stored(path: Path | None) -> Onsets | None:
    """An analysis from the cache; none when it is not there, or damaged."""
    if path is None:
        return None
    try:
        with np.load(path) as stored:
            values = {each.name: stored[each.name] for each in fields(Onsets)}
        numbers = {name: float(values[name]) for name in ("frame", "clarity")}
        return Onsets(**{**values, **numbers})
    except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile):
        return None


def _kept(path: Path | None, onsets: Onsets) -> Onsets:
    if path is not None:
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary = path.with_suffix(f".{os.getpid()}.tmp")
        with temporary.open("wb") as file:
            np.savez(file, **{each.name: getattr(onsets, each.name) for each in fields(Onsets)})
        temporary.replace(path)
    return onsets
