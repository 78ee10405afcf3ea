"""The bars of a song: which of them sound alike, where phrases begin, where it is loud."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.osu.timing import Timing
from engine.song import Song
from engine.song.onsets import BANDS, Onsets

Floats = NDArray[np.float64]

PARTS = 24
"""Parts of a beat: every snap from 1/1 to 1/8 and 1/6 is a whole number of them."""

SLOTS = 12
"""Slots of a beat in which bars are compared."""

ALIKE = 0.75
"""Cosine from which two bars sound alike."""

TOLERANCE = 20.0
"""ms from a tick within which an onset belongs to it."""

PHRASE = 4
"""Bars of a phrase."""

SWING = 1.6
"""So much more must lie on thirds of a beat than on its quarters for a bar to be mapped in thirds."""

SWING_BARS = 8
"""Bars to each side that are asked as well."""


@dataclass(frozen=True)
class Bar:
    """One bar.

    Attributes:
        start: ms.
        end: ms.
        beat: ms a beat.
        meter: beats.
        pattern: number of the first bar that sounds like this one.
        phrase: a phrase begins here.
        loudness: 0 to 1.
        activity: sum of onset strengths a second.
        thirds: the song lies on thirds of a beat here, not on quarters.
    """

    start: float
    end: float
    beat: float
    meter: int
    pattern: int
    phrase: bool
    loudness: float
    activity: float
    thirds: bool


def bars_of(song: Song, timing: Timing) -> list[Bar]:
    """The bars of a song from its first sound to its end, in order."""
    spans = _spans(timing, song.duration)
    if not spans:
        return []
    onsets = song.onsets
    heard = _heard(onsets, spans)
    alike = _alike(heard, [span[3] for span in spans])
    patterns = _patterns(alike, heard)
    phrases = _phrases(alike, spans)
    thirds = _thirds(onsets, spans)
    result = []
    for number, (start, end, beat, meter, _) in enumerate(spans):
        inside = (onsets.times >= start - TOLERANCE) & (onsets.times < end - TOLERANCE)
        result.append(
            Bar(
                start,
                end,
                beat,
                meter,
                patterns[number],
                phrases[number],
                float(onsets.loudness_at(np.linspace(start, end, 32, endpoint=False)).mean()),
                float(1000 * onsets.strength[inside].sum() / max(end - start, 1.0)),
                thirds[number],
            )
        )
    return result


def lifts(bars: Sequence[Bar]) -> list[float]:
    """For each bar, the share of the song's phrases that are calmer than its own, 0 to 1."""
    phrases = np.cumsum([bar.phrase for bar in bars])
    loudness = np.array([bar.loudness for bar in bars])
    means = [float(loudness[phrases == each].mean()) for each in phrases]
    ordered = np.unique(means)
    return [float(each) / max(1, len(ordered) - 1) for each in np.searchsorted(ordered, means)]


def _spans(timing: Timing, duration: float) -> list[tuple[float, float, float, int, int]]:
    """Start, end, beat length, meter and red line of each bar; a red line cuts the bar before it off."""
    spans: list[tuple[float, float, float, int, int]] = []
    for number, red in enumerate(timing.red):
        beat = timing.beat_length_at(red.time)
        length = beat * red.meter
        first = red.time - (length * math.ceil(max(0.0, red.time) / length) if number == 0 else 0.0)
        stop = timing.red[number + 1].time if number + 1 < len(timing.red) else duration
        count = math.ceil((stop - first) / length - 1e-6)
        for k in range(max(0, count)):
            start = first + k * length
            spans.append((start, min(start + length, stop), beat, red.meter, number))
    return spans


def _heard(onsets: Onsets, spans: list[tuple[float, float, float, int, int]]) -> list[Floats]:
    """For each bar, what begins in each slot of it in each band; shape (slots * bands,), blurred, norm 1."""
    result = []
    for start, end, beat, meter, _ in spans:
        first, last = np.searchsorted(onsets.times, (start - TOLERANCE, end - TOLERANCE))
        slot = np.rint((onsets.times[first:last] - start) / beat * SLOTS).astype(np.int64) % (SLOTS * meter)
        sound = np.zeros((SLOTS * meter, len(BANDS)))
        np.add.at(sound, slot, np.sqrt(onsets.bands[first:last] * onsets.strength[first:last, None]))
        blurred = sound + 0.5 * (np.roll(sound, 1, 0) + np.roll(sound, -1, 0))
        norm = np.linalg.norm(blurred)
        result.append((blurred / norm if norm > 0 else blurred).ravel())
    return result


def _alike(heard: list[Floats], meters: list[int]) -> Floats:
    """Shape (bars, bars): cosine of two bars, mixed with that of their neighbours; 0 between meters."""
    count = len(heard)
    result = np.zeros((count, count))
    for meter in set(meters):
        which = np.array([i for i in range(count) if meters[i] == meter])
        sounds = np.stack([heard[i] for i in which])
        result[np.ix_(which, which)] = sounds @ sounds.T
    padded = np.pad(result, 1, "edge")
    return 0.76 * result + 0.12 * padded[:-2, :-2] + 0.12 * padded[2:, 2:]


def _patterns(alike: Floats, heard: list[Floats]) -> list[int]:
    """The bar each bar repeats: the most similar one that repeats none itself."""
    patterns: list[int] = []
    founders: list[int] = []
    for number in range(len(heard)):
        best = max(founders, key=lambda each: (alike[number, each], -each), default=None)
        if best is not None and alike[number, best] >= ALIKE and heard[number].any():
            patterns.append(best)
        else:
            patterns.append(number)
            founders.append(number)
    return patterns


def _phrases(alike: Floats, spans: list[tuple[float, float, float, int, int]]) -> list[bool]:
    """Where phrases begin: every few bars, counted so that most changes of sound fall on a beginning."""
    result = [False] * len(spans)
    for red in {span[4] for span in spans}:
        which = [i for i, span in enumerate(spans) if span[4] == red]
        change = [1 - alike[i, i - 1] if i else 0.0 for i in which]
        phase = max(
            range(PHRASE), key=lambda p: (sum(change[p::PHRASE]) / max(1, len(change[p::PHRASE])), -p)
        )
        for place, i in enumerate(which):
            result[i] = place % PHRASE == phase or place == 0
    return result


def _thirds(onsets: Onsets, spans: list[tuple[float, float, float, int, int]]) -> list[bool]:
    """For each bar whether its surroundings lie on thirds of a beat."""
    third, quarter = np.zeros(len(spans)), np.zeros(len(spans))
    for number, (start, end, beat, _, _) in enumerate(spans):
        first, last = np.searchsorted(onsets.times, (start - TOLERANCE, end - TOLERANCE))
        share = (onsets.times[first:last] - start) / beat % 1.0
        weight = onsets.strength[first:last]

        def near(share: Floats, weight: Floats, beat: float, places: tuple[float, ...]) -> float:
            return float(sum(weight[np.abs(share - place) * beat < TOLERANCE].sum() for place in places))

        third[number] = near(share, weight, beat, (1 / 3, 2 / 3))
        quarter[number] = near(share, weight, beat, (1 / 4, 1 / 2, 3 / 4))
    around = np.ones(2 * SWING_BARS + 1)
    third, quarter = (np.convolve(each, around)[SWING_BARS:-SWING_BARS] for each in (third, quarter))
    return [bool(each) for each in third > SWING * quarter]
