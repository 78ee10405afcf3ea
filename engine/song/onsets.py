"""Where notes begin, how strong, and in which part of the spectrum: one pass of short FFT frames."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import scipy.fft
from numpy.typing import NDArray

Floats = NDArray[np.float64]

WINDOW = 512
"""Samples of a frame at 44.1 kHz: 11.6 ms, short enough to tell attacks to the ms."""

HOP = 88
"""Samples between frames: 2 ms at 44.1 kHz."""

BANDS = (("kick", 0.0, 170.0), ("melody", 170.0, 2000.0), ("snare", 2000.0, 6500.0), ("hat", 6500.0, 18000.0))
"""Name, from and to in Hz."""

CHUNK = 4096
"""Frames transformed at once; bounds the memory."""

LEAST_STRENGTH = 0.04
"""Of the song's strong onsets; weaker ones are noise."""

CLEAR = 0.3
"""Strength of the onsets that tell how clear a song's onsets are."""

BESIDE = 2048
"""Samples before and after an onset that are compared."""

NEIGHBOURHOOD = 25
"""Frames (50 ms) within which only the strongest onset counts."""


@dataclass(frozen=True)
class Onsets:
    """The onsets of a song.

    Attributes:
        times: shape (n,), ms.
        strength: shape (n,), 0 to 1; 1 is a strong one of this song.
        bands: shape (n, 4), share of kick, melody, snare, hat in the attack; rows sum to 1.
        envelope: shape (frames,), onset strength at every frame.
        flux: shape (frames, 4), rise of each band, in units of its standard deviation.
        bright: shape (frames,), logarithm of the energy of cymbals.
        loudness: shape (frames,), 0 to 1, smoothed over about 50 ms.
        frame: ms between frames.
        clarity: 0 to 1, how much of the sound is new at a strong onset; near 0 for a steady tone.
    """

    times: Floats
    strength: Floats
    bands: Floats
    envelope: Floats
    flux: NDArray[np.float32]
    bright: NDArray[np.float32]
    loudness: Floats
    frame: float
    clarity: float

    def strength_at(self, times: Floats, tolerance: float = 20.0) -> Floats:
        """Strength of the strongest onset within `tolerance` ms of each time; 0 where there is none."""
        result = np.zeros(len(times))
        for i, (first, last) in enumerate(self._near(times, tolerance)):
            if first < last:
                result[i] = self.strength[first:last].max()
        return result

    def bands_at(self, times: Floats, tolerance: float = 20.0) -> Floats:
        """Shape (len(times), 4): strength in each band at each time; zeros where there is no onset."""
        result = np.zeros((len(times), len(BANDS)))
        for i, (first, last) in enumerate(self._near(times, tolerance)):
            if first < last:
                best = first + int(self.strength[first:last].argmax())
                result[i] = self.bands[best] * self.strength[best]
        return result

    def loudness_at(self, times: Floats) -> Floats:
        """Loudness, 0 to 1, at each time (ms)."""
        index = np.clip(np.asarray(times) / self.frame, 0, len(self.loudness) - 1).astype(np.int64)
        return self.loudness[index]

    def sustain_at(self, start: float, end: float) -> float:
        """How well a sound holds from `start` to `end` ms: least loudness over loudness at the start."""
        first, last = int(start / self.frame) + 10, int(end / self.frame)
        held = self.loudness[first : max(last, first + 1)]
        return float(min(1.0, held.min() / max(held[0], 1e-6))) if len(held) else 0.0

    def _near(self, times: Floats, tolerance: float) -> zip[tuple[int, int]]:
        first = np.searchsorted(self.times, np.asarray(times) - tolerance)
        last = np.searchsorted(self.times, np.asarray(times) + tolerance, side="right")
        return zip(first.tolist(), last.tolist(), strict=True)


def find_onsets(samples: NDArray[np.float32], rate: int) -> Onsets:
    """Find the onsets of a song.

    Args:
        samples: mono.
        rate: Hz.
    """
    flux, bright, loudness = _flux(samples, rate)
    total = flux @ np.array([1.0, 0.7, 0.8, 0.5])
    frame = 1000.0 * HOP / rate
    smooth = np.convolve(total, np.hanning(9) / np.hanning(9).sum(), "same")
    floor = _moving_mean(smooth, 250)
    envelope = np.maximum(0.0, smooth - floor)
    strong = np.percentile(envelope[_peaks(envelope)], 95) if len(_peaks(envelope)) else 0.0
    envelope = envelope / strong if strong > 0 else envelope
    peaks = _peaks(envelope)
    peaks = peaks[envelope[peaks] > LEAST_STRENGTH]
    summed = np.stack([np.convolve(band, np.ones(7), "same") for band in flux.T], 1)[peaks] + 1e-12
    return Onsets(
        times=(peaks + _vertex(envelope, peaks)) * frame,
        strength=np.minimum(1.0, envelope[peaks]),
        bands=summed / summed.sum(1, keepdims=True),
        envelope=envelope,
        flux=flux.astype(np.float32),
        bright=bright,
        loudness=loudness,
        frame=frame,
        clarity=_clarity(samples, rate, np.asarray(peaks[envelope[peaks] > CLEAR] * frame, np.float64)),
    )


def _flux(samples: NDArray[np.float32], rate: int) -> tuple[Floats, NDArray[np.float32], Floats]:
    """Rise of the magnitude in each band, shape (frames, bands); brightness and loudness of each frame."""
    padded = np.pad(samples, WINDOW // 2)
    frames = np.lib.stride_tricks.sliding_window_view(padded, WINDOW)[::HOP]
    window = np.hanning(WINDOW).astype(np.float32)
    frequencies = np.fft.rfftfreq(WINDOW, 1 / rate)
    members = [(frequencies >= low) & (frequencies < high) for _, low, high in BANDS]
    flux = np.zeros((len(frames), len(BANDS)))
    loudness = np.zeros(len(frames))
    bright = np.zeros(len(frames), np.float32)
    last = np.zeros(WINDOW // 2 + 1, np.float32)
    for start in range(0, len(frames), CHUNK):
        power = np.abs(scipy.fft.rfft(frames[start : start + CHUNK] * window, axis=1))
        magnitude = np.sqrt(power)
        rise = np.maximum(0.0, np.diff(magnitude, axis=0, prepend=last[None]))
        last = magnitude[-1]
        for band, member in enumerate(members):
            flux[start : start + CHUNK, band] = rise[:, member].sum(1) / max(int(member.sum()), 1)
        bright[start : start + CHUNK] = np.log10(
            1e-3 + power[:, members[-1]].sum(1) / max(int(members[-1].sum()), 1)
        )
        loudness[start : start + CHUNK] = np.sqrt((power**2).mean(1))
    loud = np.convolve(np.log1p(loudness), np.hanning(25) / np.hanning(25).sum(), "same")
    return flux / (flux.std(0) + 1e-9), bright, loud / max(float(loud.max()), 1e-9)


def _clarity(samples: NDArray[np.float32], rate: int, times: Floats) -> float:
    """Share of the sound after onsets (ms) that was not there before them; of the clearest quarter."""
    places = (times * rate / 1000).astype(np.int64)
    places = places[(places < len(samples))][:: max(1, len(places) // 500)]
    if not len(places):
        return 0.0
    padded = np.pad(samples, BESIDE)
    window = np.hanning(BESIDE).astype(np.float32)
    before, after = (
        np.abs(scipy.fft.rfft(padded[places[:, None] + shift + np.arange(BESIDE)] * window, axis=1))
        for shift in (0, BESIDE)
    )
    new = np.maximum(0.0, after - before).sum(1) / (after.sum(1) + 1e-6)
    return float(np.percentile(new, 75))


def _moving_mean(values: Floats, half: int) -> Floats:
    total = np.cumsum(np.pad(values, (half + 1, half), "edge"))
    return np.asarray((total[2 * half + 1 :] - total[: -2 * half - 1]) / (2 * half + 1))


def _peaks(envelope: Floats) -> NDArray[np.int64]:
    """Frames that are the largest of their neighbourhood."""
    padded = np.pad(envelope, NEIGHBOURHOOD, constant_values=-1.0)
    largest = np.lib.stride_tricks.sliding_window_view(padded, 2 * NEIGHBOURHOOD + 1).max(1)
    return np.flatnonzero((envelope >= largest) & (envelope > 0))


def _vertex(envelope: Floats, peaks: NDArray[np.int64]) -> Floats:
    """Where between the frames a peak has its top, by a parabola through three frames; -0.5 to 0.5."""
    inner = np.clip(peaks, 1, len(envelope) - 2)
    left, top, right = envelope[inner - 1], envelope[inner], envelope[inner + 1]
    curve = left - 2 * top + right
    shift = np.where(np.abs(curve) > 1e-12, 0.5 * (left - right) / np.where(curve == 0, 1, curve), 0.0)
    return np.clip(shift, -0.5, 0.5)
