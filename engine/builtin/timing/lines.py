"""Straight lines of beats through onsets: fitting, how well they hold, rounding the tempo."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.song import Onsets

Floats = NDArray[np.float64]

ON_GRID = 12.0
"""ms from a tick at which an onset counts as being on it."""

THIRDS = 1.3
"""How much clearer than quarters thirds of a beat have to be for a song to swing."""

ROUND = (1.0, 0.5, 0.1, 0.05, 0.01)
"""BPM: what tempi are multiples of, the likeliest first."""

UNHEARD = 6.0
"""ms by which a rounder tempo may move an onset."""

SHARP_REACH, SHARPNESS = 20.0, 3.0
"""ms around the ticks in which the most onsets are looked for, and how close together."""

MIXED = 12
"""Finest ticks a beat of a song that has quarters and thirds."""

CLOSELY, MORE_CLOSELY = 0.5, 0.7
"""How much of 8 beats' onsets, 0 to 1, has to be at one place of the ticks; more of such fine ones."""

SETTLED = 8.0
"""Beats over which a line has to hold."""


@dataclass(frozen=True)
class Line:
    """Beats at `offset + k * beat` ms.

    Attributes:
        offset: ms of one of the beats.
        beat: ms between beats.
        parts: finest ticks a beat that are used: 4, or 6 where the song swings.
    """

    offset: float
    beat: float
    parts: int = 4

    @property
    def part(self) -> float:
        """Time in ms between the finest ticks."""
        return self.beat / self.parts

    @property
    def bpm(self) -> float:
        """Beats a minute."""
        return 60000.0 / self.beat

    def ticks(self, start: float, end: float) -> Floats:
        """The finest ticks from `start` to `end` ms; the first one is on a beat."""
        first = np.ceil((start - self.offset) / self.beat - 1e-6) * self.parts
        last = np.floor((end - self.offset) / self.part + 1e-6)
        return self.offset + self.part * np.arange(first, last + 1)

    def off(self, times: Floats) -> Floats:
        """Time in ms by which times are after (or, below 0, before) the nearest tick."""
        return (times - self.offset + self.part / 2) % self.part - self.part / 2


def fit(onsets: Onsets, beat: float, start: float, end: float, width: float = 0.02) -> Line | None:
    """The line near a beat length that the onsets from `start` to `end` ms lie on.

    Coherence of the onsets over fine tempi within `width` (a share), then least squares. None: too few
    onsets.
    """
    chosen = (onsets.times >= start) & (onsets.times <= end)
    times, weights = onsets.times[chosen], onsets.strength[chosen]
    if len(times) < 6:
        return None
    step = 0.05 * beat / max(end - start, beat)
    beats = beat * (1 + np.arange(-width, width, step))
    best, best_score = beat, -1.0
    for block in np.array_split(beats, max(1, len(beats) * len(times) // 2_000_000)):
        turn = np.exp(2j * np.pi * times[None] / block[:, None])
        score = np.abs(turn @ weights) + 0.7 * np.abs((turn**2) @ weights) + 0.5 * np.abs((turn**4) @ weights)
        if score.max() > best_score:
            best, best_score = float(block[int(score.argmax())]), float(score.max())
    parts = parts_of(times, weights, best)
    fine = _finest(times, weights, best, parts)
    part = best / fine
    offset = float(np.angle((np.exp(2j * np.pi * times / part) * weights).sum()) / (2 * np.pi) * part)
    for tolerance in (0.12, 0.08, 0.05):
        index = np.round((times - offset) / part)
        near = np.abs(times - offset - index * part) < tolerance * best
        if near.sum() < 6:
            return None
        part, offset = (float(x) for x in np.polyfit(index[near], times[near], 1, w=np.sqrt(weights[near])))
    lines = [Line(offset + k * part, part * fine, parts) for k in range(fine // parts)]
    return max(lines, key=lambda line: float(weights[np.abs(line.off(times)) < ON_GRID].sum()))


def parts_of(times: Floats, weights: Floats, beat: float) -> int:
    """6 where the onsets between the beats lie on thirds, else 4."""
    turns = np.exp(2j * np.pi * times / beat)
    thirds, quarters = (abs(turns**parts @ weights) for parts in (3, 4))
    return 6 if thirds > THIRDS * quarters else 4


def _finest(times: Floats, weights: Floats, beat: float, parts: int) -> int:
    """The ticks a beat that the onsets are on: `parts`, or more where they are on quarters and thirds."""
    turns = np.exp(2j * np.pi * times / beat)
    usual, mixed = (abs(turns**each @ weights) for each in (parts, MIXED))
    return MIXED if mixed > THIRDS * usual else parts


def on_grid(onsets: Onsets, ticks: Floats) -> float:
    """Share of the onset strength that is on the ticks (ms), above chance; 0 to 1."""
    inside = (onsets.times >= ticks[0] - ON_GRID) & (onsets.times <= ticks[-1] + ON_GRID)
    times, strength = onsets.times[inside], onsets.strength[inside]
    after = np.clip(np.searchsorted(ticks, times), 1, len(ticks) - 1)
    off = np.minimum(np.abs(ticks[after] - times), np.abs(times - ticks[after - 1]))
    share = float(strength[off < ON_GRID].sum() / max(float(strength.sum()), 1e-9))
    chance = min(0.95, 2 * ON_GRID * (len(ticks) - 1) / float(ticks[-1] - ticks[0]))
    return max(0.0, (share - chance) / (1 - chance))


def holds(onsets: Onsets, line: Line, start: float, end: float) -> bool:
    """Whether one straight line explains the whole stretch: no part of it lies beside the grid."""
    strong = onsets.strength > 0.25
    times, weights = onsets.times[strong], onsets.strength[strong]
    bad = parts = 0
    for low in np.arange(start, end, SETTLED * line.beat):
        inside = (times >= low) & (times < low + SETTLED * line.beat)
        if inside.sum() < 4:
            continue
        parts += 1
        heard = times[inside], weights[inside]
        kept = _keeps_to(line, line.part, *heard, CLOSELY)
        bad += not kept and not _keeps_to(line, line.beat / MIXED, *heard, MORE_CLOSELY)
    return parts == 0 or bad <= 0.25 * parts


def _keeps_to(line: Line, part: float, times: Floats, weights: Floats, closely: float) -> bool:
    """Whether onsets are close to a line's offset plus multiples of `part` ms."""
    mean = (np.exp(2j * np.pi * (times - line.offset) / part) * weights).sum() / weights.sum()
    off = abs(np.angle(mean)) / (2 * np.pi) * part
    return bool(abs(mean) >= closely and off <= max(8.0, 0.05 * part))


def sharpened(onsets: Onsets, line: Line, start: float, end: float) -> Line:
    """The line moved to where most strong onsets from `start` to `end` ms are.

    Slow attacks come late and pull a mean with them.
    """
    off = line.off(onsets.times)
    near = (np.abs(off) < SHARP_REACH) & (onsets.times >= start) & (onsets.times <= end)
    if near.sum() < 6:
        return line
    shifts = np.arange(-SHARP_REACH, SHARP_REACH, 0.25)
    weights = onsets.strength[near] ** 2
    density = np.exp(-0.5 * ((shifts[:, None] - off[near]) / SHARPNESS) ** 2) @ weights
    return Line(line.offset + float(shifts[int(density.argmax())]), line.beat, line.parts)


def rounded(line: Line, start: float, end: float) -> Line:
    """Whole, half or tenth BPM where that moves no onset of the stretch noticeably; the middle stays."""
    for unit in ROUND:
        beat = 60000 / (round(line.bpm / unit) * unit)
        if abs(beat / line.beat - 1) * (end - start) / 2 < UNHEARD / 2:
            middle = round(((start + end) / 2 - line.offset) / line.beat)
            return Line(line.offset + middle * (line.beat - beat), beat, line.parts)
    return line
