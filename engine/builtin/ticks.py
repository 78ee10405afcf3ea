"""The ticks of a song that can get an object, and what sounds at each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.builtin.structure import PARTS, TOLERANCE, Bar
from engine.song import Song

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

QUICKEST = 39.0
"""ms between two ticks at least: 1/8 at 190 BPM, about the quickest burst a player is asked for."""

STREAM = 60.0
"""ms between the notes of a hard stream: 1/4 at 250 BPM. A slower usual snap has a finer one near it."""

STRAIGHT, SWUNG = (3, 6), (4, 8)
"""Parts of the usual snap, the finest that is not too quick: 1/8 or 1/4 and, in swing, 1/6 or 1/3."""

FINER = {3: (2,), 6: (4,), 4: (3, 2), 8: (6,)}
"""Parts of the finer snaps of each: 1/12; 1/6; 1/8 and 1/12; 1/4."""

CLEAR = 0.75
"""Of a tick's snap, what lies between it and the end of its bar at least."""

OWN_SHARE = 0.25
"""What a tick's own sound counts beside that of the same place in all bars alike."""


@dataclass(frozen=True)
class Ticks:
    """Every tick of a song.

    Attributes:
        times: shape (n,), ms, not cut to whole ones.
        bar: shape (n,), index of the bar.
        place: shape (n,), parts into the bar.
        beat: shape (n,), ms a beat.
        finer: shape (n,), parts of its snap where that is finer than the usual one, which is 0.
        strength: shape (n,), onset strength, 0 to 1, mixed over the bars that sound alike.
        bands: shape (n, 4), the same in each band.
        bars: of the song.
    """

    times: Floats
    bar: Ints
    place: Ints
    beat: Floats
    finer: Ints
    strength: Floats
    bands: Floats
    bars: Sequence[Bar]


def ticks_of(song: Song, bars: Sequence[Bar]) -> Ticks:
    """The ticks of all bars."""
    rows: list[tuple[float, int, int, float, int]] = []
    for number, bar in enumerate(bars):
        for place, snap, finer in _places(bar):
            time = bar.start + place * bar.beat / PARTS
            if bar.end - time < CLEAR * snap * bar.beat / PARTS:  # a red line cuts the bar short
                continue
            rows.append((time, number, place, bar.beat, finer))
    times = np.array([row[0] for row in rows])
    bar_index = np.array([row[1] for row in rows], np.int64)
    places = np.array([row[2] for row in rows], np.int64)
    beat = np.array([row[3] for row in rows])
    finer_than_usual = np.array([row[4] for row in rows], np.int64)
    bands = song.onsets.bands_at(times, TOLERANCE)
    # between quarters an onset belongs to the nearest tick, so that one sound is not heard twice
    fine = ~np.isin(places % PARTS, (0, 6, 8, 12, 16, 18))
    narrow = float(min(TOLERANCE, beat.min() / 17)) if len(beat) else TOLERANCE
    bands[fine] = song.onsets.bands_at(times[fine], narrow)
    mixed = _mixed(bands, np.array([bars[i].pattern for i in bar_index], np.int64), places)
    return Ticks(times, bar_index, places, beat, finer_than_usual, mixed.sum(1), mixed, bars)


def _places(bar: Bar) -> Iterator[tuple[int, int, int]]:
    """Parts into a bar of each of its ticks, those of its snap, and these where that is finer than usual."""
    part = bar.beat / PARTS
    fine, coarse = SWUNG if bar.thirds else STRAIGHT
    step = fine if fine * part >= QUICKEST else coarse
    finer = min(FINER[step], key=lambda parts: abs(parts * part - STREAM))
    slow = step * part > STREAM
    for place in range(bar.meter * PARTS):
        if place % step == 0:
            yield place, step, 0
        elif slow and place % finer == 0:
            yield place, finer, finer


def _mixed(bands: Floats, pattern: Ints, place: Ints) -> Floats:
    """Each tick's sound mixed with that of the same place in all bars that sound alike."""
    key = pattern * 10_000 + place
    _, index, count = np.unique(key, return_inverse=True, return_counts=True)
    total = np.zeros((len(count), bands.shape[1]))
    np.add.at(total, index, bands)
    return np.asarray(OWN_SHARE * bands + (1 - OWN_SHARE) * (total / count[:, None])[index])
