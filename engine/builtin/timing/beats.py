"""Beats of a song whose tempo changes: a path of tempi first, then the beats along it."""

from __future__ import annotations

import numpy as np
import scipy.fft
from numpy.typing import NDArray

from engine.builtin.timing.pulse import HARMONICS
from engine.song import Onsets

Floats = NDArray[np.float64]

WINDOW, HOP = 8000.0, 1000.0
"""ms of song that a tempo is looked for in, and between two looks."""

SLOWEST, FASTEST = 50.0, 320.0
"""BPM that are followed, with room for a song to slow down or speed up."""

TEMPO_STEP = 0.01
"""Natural logarithm between two tempi that are told apart on the path."""

GLIDE = 0.03
"""Natural logarithm by which a tempo easily changes from one look to the next."""

JUMP = 5.0
"""What a sudden other tempo costs, in standard deviations of the tempi's scores."""

LEVELS = (1.0, 1 / 2, 2.0, 1 / 3, 3.0, 1 / 4, 4.0)
"""Leaps of a tempo that are only another way to count it."""

LEAP = 0.06
"""Natural logarithm by which a leap may be beside such a ratio."""

STEP = 5
"""Frames of the onset strength (10 ms) between places where a beat may be."""

TIGHTNESS = 100.0
"""How much evenness counts against strong onsets (Ellis 2007)."""

SNAP = 35.0
"""ms from a beat within which an onset says where it is exactly."""

USUAL, SPREAD = 130.0, 0.8
"""Middle (BPM) and width (octaves) of the tempi that are followed."""


def tempo_path(onsets: Onsets, start: float, end: float) -> tuple[Floats, Floats]:
    """The likeliest beat length (ms) at every look from `start` to `end` ms: times and beat lengths."""
    times = np.arange(start + HOP / 2, max(end, start + HOP), HOP)
    width = int(WINDOW / onsets.frame)
    padded = np.pad(onsets.envelope, width)
    window = np.hanning(width)
    bpm = np.exp(np.arange(np.log(SLOWEST), np.log(FASTEST), TEMPO_STEP))
    size = scipy.fft.next_fast_len(4 * width, real=True)
    rates = bpm / 60 * size * onsets.frame / 1000
    prior = -0.5 * (np.log2(bpm / USUAL) / SPREAD) ** 2
    scores = np.zeros((len(times), len(bpm)))
    for i, time in enumerate(times):
        first = int(time / onsets.frame) + width // 2
        piece = padded[first : first + width] * window
        piece = piece - piece.mean()
        spectrum = np.abs(scipy.fft.rfft(piece, size))
        bins = np.arange(len(spectrum))
        score = sum(w * np.interp(k * rates, bins, spectrum) for k, w in enumerate(HARMONICS, start=1))
        scores[i] = (score - np.mean(score)) / (np.std(score) + 1e-9) + prior
    steps = np.abs(np.arange(len(bpm))[:, None] - np.arange(len(bpm))) * TEMPO_STEP
    cost = np.minimum(JUMP, 0.5 * (steps / GLIDE) ** 2)
    best, back = scores[0], np.zeros((len(times), len(bpm)), np.int64)
    for i in range(1, len(times)):
        options = best[None] - cost
        back[i] = options.argmax(1)
        best = options[np.arange(len(bpm)), back[i]] + scores[i]
    path = [int(best.argmax())]
    for i in range(len(times) - 1, 0, -1):
        path.append(int(back[i, path[-1]]))
    return times, _on_one_level(60000 / bpm[path[::-1]])


def _on_one_level(lengths: Floats) -> Floats:
    """Beat lengths without leaps to another way to count: all at the level that they are at most often."""
    steps, levels = np.diff(np.log(lengths)), np.log(LEVELS)
    nearest = levels[np.abs(steps[:, None] - levels).argmin(1)]
    leaps = np.where(np.abs(steps - nearest) < LEAP, nearest, 0.0)
    level = np.concatenate([[0.0], np.cumsum(leaps)]).round(6)
    values, counts = np.unique(level, return_counts=True)
    return np.asarray(lengths * np.exp(values[counts.argmax()] - level))


def follow(onsets: Onsets, times: Floats, lengths: Floats, first: float | None = None) -> Floats:
    """Beats (ms) along a path of beat lengths: strong onsets at even gaps, by dynamic programming.

    `first`: ms of the beat to go on from; none: the beats of the whole song.
    """
    frame = onsets.frame * STEP
    count = len(onsets.envelope) // STEP
    envelope = onsets.envelope[: count * STEP].reshape(count, STEP).max(1)
    local = np.convolve(envelope / (envelope.std() + 1e-9), [0.5, 1.0, 0.5], "same")
    periods = np.interp(np.arange(count) * frame, times, lengths) / frame
    score, back = local.copy(), np.full(count, -1)
    longest = int(1.5 * periods.max()) + 1
    if first is not None:
        begin = round(first / frame)
        score[np.arange(count) != begin] = -np.inf
        longest = max(longest, begin + 1)
    for i in range(longest, count):
        lags = np.arange(int(0.67 * periods[i]), int(1.5 * periods[i]) + 1)
        options = score[i - lags] - TIGHTNESS * np.log(lags / periods[i]) ** 2
        best = int(options.argmax())
        score[i] = local[i] + options[best]
        back[i] = i - lags[best]
    i = count - 1 - int(score[::-1][: int(periods[-1])].argmax())
    path = []
    while i >= 0:
        path.append(i)
        i = int(back[i])
    return snapped(onsets, np.array(path[::-1]) * frame)


def snapped(onsets: Onsets, beats: Floats) -> Floats:
    """Beats moved to the nearest clear onset, where there is one close by."""
    clear = onsets.times[onsets.strength > 0.15]
    if not len(clear):
        return beats
    after = (
        np.clip(np.searchsorted(clear, beats), 1, len(clear) - 1)
        if len(clear) > 1
        else np.zeros(len(beats), int)
    )
    before = np.maximum(after - 1, 0)
    nearest = np.where(
        np.abs(clear[after] - beats) < np.abs(clear[before] - beats), clear[after], clear[before]
    )
    return np.where(np.abs(nearest - beats) < SNAP, nearest, beats)
