"""One song: its samples, and everything computed from them, each thing once."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import av
import numpy as np
from numpy.typing import NDArray

Samples = NDArray[np.float32]


@dataclass(frozen=True)
class Song:
    """A decoded song.

    Attributes:
        samples: mono, float32, -1 to 1.
        rate: Hz.
        sha256: of the audio file.
    """

    samples: Samples
    rate: int
    sha256: str

    @classmethod
    def load(cls, path: Path, rate: int = 44100) -> Song:
        """Decode an audio file to mono at `rate` Hz."""
        with av.open(str(path)) as container:
            resampler = av.AudioResampler(format="fltp", layout="mono", rate=rate)
            frames = [
                out.to_ndarray()[0]
                for frame in container.decode(audio=0)
                for out in resampler.resample(frame)
            ]
        return cls(np.concatenate(frames), rate, hashlib.sha256(path.read_bytes()).hexdigest())

    @cached_property
    def duration(self) -> float:
        """Length in ms."""
        return 1000.0 * len(self.samples) / self.rate
