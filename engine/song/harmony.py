"""Which pitch classes sound at a time: long FFT frames of the low end, for changes of chord and bass."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import scipy.fft
from numpy.typing import NDArray

Floats = NDArray[np.float64]

THINNED = 8
"""Every eighth sample is enough below 2 kHz."""

WINDOW = 1024
"""Thinned samples of a frame at 44.1 kHz: 186 ms, long enough to tell semitones from 100 Hz on."""

HOP = 256
"""Thinned samples between frames: 46 ms at 44.1 kHz."""

CHUNK = 1024
"""Frames transformed at once; bounds the memory."""

CHORD = (110.0, 2000.0)
BASS = (35.0, 220.0)
"""Hz."""


@dataclass(frozen=True)
class Harmony:
    """Pitch classes of a song over time.

    Attributes:
        chord: shape (frames, 12), how strongly each pitch class sounds.
        bass: shape (frames, 12), the same of the lowest two and a half octaves.
        frame: ms between frames.
    """

    chord: Floats
    bass: Floats
    frame: float

    def change_at(self, colour: Floats, times: Floats, span: float) -> Floats:
        """How much `chord` or `bass` changes at each time (ms), 0 to 1."""
        total = np.concatenate([np.zeros((1, colour.shape[1])), np.cumsum(colour, axis=0)])
        index = np.asarray(times) / self.frame + 0.5

        def until(places: Floats) -> Floats:
            places = np.clip(places, 0, len(colour))
            whole = np.minimum(places.astype(np.int64), len(colour) - 1)
            return np.asarray(total[whole] + colour[whole] * (places - whole)[:, None])

        width = max(span / self.frame, 1.0)
        before = until(index) - until(index - width)
        after = until(index + width) - until(index)
        norms = np.linalg.norm(before, axis=1) * np.linalg.norm(after, axis=1)
        return np.asarray(np.where(norms > 1e-9, 1 - (before * after).sum(1) / np.maximum(norms, 1e-9), 0.0))


def find_harmony(samples: NDArray[np.float32], rate: int) -> Harmony:
    """Find the pitch classes of a song.

    Args:
        samples: mono.
        rate: Hz.
    """
    from scipy.signal import resample_poly  # loading it takes longer than modding, which asks no harmony

    thin = resample_poly(samples, 1, THINNED).astype(np.float32)
    frames = np.lib.stride_tricks.sliding_window_view(np.pad(thin, WINDOW // 2), WINDOW)[::HOP]
    window = np.hanning(WINDOW).astype(np.float32)
    frequencies = np.asarray(np.fft.rfftfreq(WINDOW, THINNED / rate), np.float64)
    folds = np.concatenate([_fold(frequencies, *CHORD), _fold(frequencies, *BASS)], 1)
    classes = np.zeros((len(frames), 24))
    for start in range(0, len(frames), CHUNK):
        magnitude = np.abs(scipy.fft.rfft(frames[start : start + CHUNK] * window, axis=1))
        classes[start : start + CHUNK] = np.log1p(8 * magnitude) @ folds
    return Harmony(classes[:, :12], classes[:, 12:], 1000.0 * HOP * THINNED / rate)


def _fold(frequencies: Floats, low: float, high: float) -> NDArray[np.float32]:
    """Shape (bins, 12): which pitch class a bin counts for."""
    result = np.zeros((len(frequencies), 12), np.float32)
    inside = np.flatnonzero((frequencies >= low) & (frequencies < high))
    pitch = 69 + 12 * np.log2(frequencies[inside] / 440)
    for one, note in zip(inside, pitch, strict=True):
        near = np.floor(note).astype(int)
        result[one, near % 12] += 1 - (note - near)
        result[one, (near + 1) % 12] += note - near
    return result
