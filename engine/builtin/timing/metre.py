"""Which beats, measures and downbeats a song has: every reading of its ticks, weighed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import scipy.ndimage
import scipy.special
from numpy.typing import NDArray

from engine.builtin.timing.lines import on_grid
from engine.builtin.timing.weights import WEIGHT
from engine.song import Harmony, Onsets

Floats = NDArray[np.float64]

METERS = (4, 3, 5, 6, 7)

LEAST_BARS = 4
"""Measures without which only the commonest meter is tried."""

REACH = 16.0
"""ms around a tick in which its attack may lie."""

STRENGTH_REACH = 25.0
"""The same for the whole onset."""

CLEAR = 0.25
"""Strength of onsets that start and end a song or a held note."""

OPENING = 6000.0
"""ms of a song among which its first onset has to be a clear one."""

FAINT = 0.05
"""Loudness of what is no part of the song yet."""

VOICES = ("kick", "melody", "snare", "hat", "chord", "bass", "cymbal", "held")
DRUMS, TONES = slice(0, 4), slice(4, 8)


@dataclass(frozen=True)
class Reading:
    """How the ticks of a song are heard.

    Attributes:
        ticks: the ticks.
        meter: beats a measure.
        down: index of the first tick that is a downbeat, below `meter * ticks.parts`.
        chance: 0 to 1, how likely among all readings.
    """

    ticks: Ticks
    meter: int
    down: int
    chance: float


@dataclass(frozen=True)
class Ticks:
    """A fine even pulse and what sounds on it.

    Attributes:
        times: shape (n,), ms; the first is on a beat, if its beat is the right one.
        parts: ticks a beat.
        voices: shape (n, 8), standard scores of each of `VOICES`.
        fit: 0 to 1, how much of the song lies on the ticks.
        strength: shape (n,), 0 to 1, of the onset on each.
        first, last: ms, the first and the last clear onset of the song.
    """

    times: Floats
    parts: int
    voices: Floats
    strength: Floats
    fit: float
    first: float
    last: float

    @property
    def beat(self) -> float:
        """Length in ms of a beat in the middle of the song."""
        return float(self.times[-1] - self.times[0]) / (len(self.times) - 1) * self.parts


class Listener:
    """Hears the voices of a song at given times."""

    def __init__(self, onsets: Onsets, harmony: Harmony) -> None:
        self.onsets = onsets
        self.harmony = harmony
        width = 2 * round(REACH / onsets.frame) + 1
        self._flux = np.log1p(scipy.ndimage.maximum_filter1d(onsets.flux, width, axis=0))
        self._bright = np.concatenate([[0.0], np.cumsum(onsets.bright, dtype=np.float64)])
        self._times = onsets.times[onsets.strength > CLEAR]
        self.first, self.last = _first(onsets), float(self._times[-1])

    def ticks(self, times: Floats, parts: int) -> Ticks:
        """Ticks at these times (ms), `parts` a beat."""
        beat = float(times[-1] - times[0]) / (len(times) - 1) * parts
        strength = self.onsets.strength_at(times, STRENGTH_REACH)
        return Ticks(
            times,
            parts,
            self.voices(times, beat),
            strength,
            on_grid(self.onsets, times),
            self.first,
            self.last,
        )

    def voices(self, times: Floats, beat: float) -> Floats:
        """Shape (len(times), 8): standard scores of each of `VOICES` at each time (ms)."""
        frame = np.clip((times / self.onsets.frame).round().astype(np.int64), 0, len(self._flux) - 1)
        values = np.column_stack(
            [
                self._flux[frame],
                self.harmony.change_at(self.harmony.chord, times, beat),
                self.harmony.change_at(self.harmony.bass, times, beat),
                self._rise(times, 0.75 * beat),
                self._held(times, beat),
            ]
        )
        return np.asarray((values - values.mean(0)) / (values.std(0) + 1e-9))

    def _rise(self, times: Floats, span: float) -> Floats:
        """How much brighter it is for `span` ms after each time than before: a cymbal, a new section."""
        last = len(self._bright) - 1
        before, at, after = (
            np.clip((times + shift) / self.onsets.frame, 0, last).astype(np.int64)
            for shift in (-span, 0, span)
        )
        mean = (self._bright[after] - self._bright[at]) / np.maximum(after - at, 1)
        earlier = (self._bright[at] - self._bright[before]) / np.maximum(at - before, 1)
        return np.asarray(np.maximum(0.0, mean - earlier))

    def _held(self, times: Floats, beat: float) -> Floats:
        """Beats until the next clear onset, at most 2, where one begins; else 0."""
        if not len(self._times):
            return np.zeros(len(times))
        nearest = np.searchsorted(self._times, times - 1.5 * REACH)
        index = np.minimum(nearest, len(self._times) - 1)
        here = np.abs(self._times[index] - times) < 1.5 * REACH
        after = np.append(self._times, self._times[-1] + 2 * beat)
        return np.where(here, np.minimum((after[index + 1] - after[index]) / beat, 2.0), 0.0)


PLACES = ("down", "beat", "half", "back", "third")
COMMON = (
    *("tempo", "tempo squared", "fit", "sixths"),
    *(
        f"same {voices} {lag}"
        for voices in ("drums", "tones")
        for lag in ("half", "beat", "2 beats", "bar", "2 bars", "4 bars", "8 bars")
    ),
    *("bar over 3/4 bar", "bar over 4/3 bar", "2 bars over 3/2 bars"),
)
SOUNDING = ("beats sound", "halves sound", "rest sounds")
ENDS = ("first on down", "first on beat", "last on down", "last on beat")
EVIDENCE = (
    *COMMON,
    *(f"meter {meter}" for meter in METERS),
    *ENDS,
    *SOUNDING,
    *(f"{place} {voice}" for place in PLACES for voice in VOICES),
)


def _first(onsets: Onsets) -> float:
    """Time in ms of the first onset that is no noise: a clear one among those that follow."""
    loud = onsets.loudness_at(onsets.times + REACH)
    until = np.searchsorted(onsets.times, onsets.times + OPENING)
    for i in range(len(onsets.times)):
        if loud[i] > FAINT and onsets.strength[i] > CLEAR * np.percentile(onsets.strength[i : until[i]], 90):
            return float(onsets.times[i])
    return float(onsets.times[0])


def metres(candidates: Sequence[Ticks]) -> list[tuple[Ticks, int]]:
    """Every candidate with every meter of which it has enough measures."""
    return [
        (ticks, meter)
        for ticks in candidates
        for meter in METERS
        if meter == METERS[0] or len(ticks.times) >= LEAST_BARS * meter * ticks.parts
    ]


def readings(candidates: Sequence[Ticks]) -> list[Reading]:
    """The likeliest reading of each candidate in each meter."""
    weights = np.array([WEIGHT[name] for name in EVIDENCE])
    every = [(ticks, meter, evidence(ticks, meter) @ weights) for ticks, meter in metres(candidates)]
    if not every:
        return []
    total = float(scipy.special.logsumexp(np.concatenate([scores for _, _, scores in every])))
    return [
        Reading(ticks, meter, int(scores.argmax()), float(np.exp(scores.max() - total)))
        for ticks, meter, scores in every
    ]


def read(candidates: Sequence[Ticks]) -> Reading:
    """The likeliest of all readings of all candidates."""
    return max(readings(candidates), key=lambda each: each.chance)


def evidence(ticks: Ticks, meter: int) -> Floats:
    """Shape (meter * parts, len(EVIDENCE)): what speaks for each tick of a measure being its downbeat."""
    size = meter * ticks.parts
    bars = max(1, len(ticks.times) // size)
    drums, tones = _sameness(ticks.voices[:, DRUMS]), _sameness(ticks.voices[:, TONES])
    both = drums + tones
    tempo = np.log2(60000 / ticks.beat / 130.0)
    common = [
        tempo,
        tempo**2,
        ticks.fit,
        float(ticks.parts == 6),
        *(
            _at(same, lag)
            for same in (drums, tones)
            for lag in (ticks.parts / 2, ticks.parts, 2 * ticks.parts, size, 2 * size, 4 * size, 8 * size)
        ),
        *(
            _at(both, one) - _at(both, other)
            for one, other in ((size, 3 * size / 4), (size, 4 * size / 3), (2 * size, 3 * size / 2))
        ),
        *(float(meter == other) for other in METERS),
    ]
    folded = ticks.voices[: bars * size].reshape(bars, size, len(VOICES)).mean(0)
    turns = (np.arange(size)[:, None] + np.arange(size)) % size
    strength = ticks.strength[: bars * size].reshape(bars, size).mean(0)[turns]
    return np.concatenate(
        [
            np.tile(common, (size, 1)),
            _ends(ticks, size),
            *_places(strength[:, :, None], ticks.parts),
            _accents(folded[turns], ticks.parts, meter),
        ],
        axis=1,
    )


def _places(bars: Floats, parts: int) -> tuple[Floats, Floats, Floats]:
    """Means over the beats, the half beats and the other ticks."""
    rest = np.delete(bars, np.s_[:: parts // 2], axis=1)
    return bars[:, ::parts].mean(1), bars[:, parts // 2 :: parts].mean(1), rest.mean(1)


def _accents(bars: Floats, parts: int, meter: int) -> Floats:
    """What the places of a measure have over each other, for every voice.

    `bars`: shape (readings, ticks of a measure, voices); the result has a column for each pair of
    `PLACES` and `VOICES`.
    """
    beats = bars[:, ::parts]
    places = [
        beats[:, 0] - beats[:, 1:].mean(1),
        beats.mean(1) - np.delete(bars, np.s_[::parts], axis=1).mean(1),
        bars[:, parts // 2 :: parts].mean(1) - np.delete(bars, np.s_[:: parts // 2], axis=1).mean(1),
    ]
    if meter == 4:
        weak = beats[:, 1::2].mean(1)
        places += [weak - beats[:, ::2].mean(1), beats[:, 2] - weak]
    else:
        places += [np.zeros_like(places[0])] * 2
    return np.concatenate(places, axis=1)


def _ends(ticks: Ticks, size: int) -> Floats:
    """Whether the song starts and ends on a downbeat or a beat, for each downbeat; no if beyond the ticks."""
    columns = []
    for time in (ticks.first, ticks.last):
        inside = ticks.times[0] - ticks.beat < time < ticks.times[-1] + ticks.beat
        place = (int(np.abs(ticks.times - time).argmin()) - np.arange(size)) % size
        columns += [inside & (place == 0), inside & (place % ticks.parts == 0)]
    return np.array(columns, dtype=np.float64).T


def _sameness(voices: Floats) -> Floats:
    """Mean correlation of the voices with themselves, a number of ticks later, less that of any number."""
    count = len(voices)
    size = 1 << (2 * count).bit_length()
    power = np.abs(np.fft.rfft(voices, size, axis=0)) ** 2
    auto = np.fft.irfft(power, axis=0)[:count].mean(1) / np.maximum(count - np.arange(count), 1)
    return np.asarray(auto[: count // 2] - auto[1 : max(min(count // 2, 64), 2)].mean())


def _at(same: Floats, lag: float) -> float:
    return float(np.interp(lag, np.arange(len(same)), same, right=0.0))
