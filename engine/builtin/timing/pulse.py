"""Which beat lengths a song may have: peaks in the spectrum of its onset strength."""

from __future__ import annotations

import numpy as np
import scipy.fft
from numpy.typing import NDArray

from engine.song import Onsets

Floats = NDArray[np.float64]

SLOWEST, FASTEST = 55.0, 260.0
"""BPM that are looked for."""

HARMONICS = (1.0, 0.8, 0.4, 0.7)
"""What the beat's own rate and its double, threefold and fourfold count for."""

PEAKS = 5
"""Beat lengths taken from the spectrum itself."""

RATIOS = (1.0, 1 / 2, 2.0, 3 / 4, 4 / 3, 2 / 3, 3 / 2, 1 / 3, 3.0)
"""Beats that are easily taken for each other."""

SAME = 0.005
"""Share by which two beat lengths may differ and be the same."""


def beat_lengths(onsets: Onsets, start: float, end: float) -> list[float]:
    """Possible beat lengths (ms) of the onsets from `start` to `end` ms, the clearest first."""
    first, last = int(start / onsets.frame), int(min(end / onsets.frame, len(onsets.envelope)))
    envelope = onsets.envelope[first:last] - onsets.envelope[first:last].mean()
    size = scipy.fft.next_fast_len(4 * len(envelope), real=True)
    spectrum = np.abs(scipy.fft.rfft(envelope, size))
    unit = 1000.0 / onsets.frame / size  # Hz between bins
    low, high = int(SLOWEST / 60 / unit), int(FASTEST / 60 / unit)
    bins = np.arange(low, high)
    score = sum(weight * spectrum[k * bins] for k, weight in enumerate(HARMONICS, start=1))
    found: list[float] = []
    for index in np.argsort(score)[::-1]:
        beat = 1000.0 / ((low + index) * unit)
        if all(abs(beat / other - 1) > 0.01 for other in found):
            found.append(beat)
        if len(found) == PEAKS:
            break
    every: list[float] = []
    for beat in found:
        for ratio in RATIOS:
            if SLOWEST <= 60000 / beat / ratio <= FASTEST and all(
                abs(beat * ratio / other - 1) > SAME for other in every
            ):
                every.append(beat * ratio)
    return every
