"""Which ticks of the beat grid get an object, and how long each lasts."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.builtin.style import Style
from engine.osu import editor_time
from engine.osu.timing import Timing
from engine.song import Song

Floats = NDArray[np.float64]

TOLERANCE = 22.0
"""ms from a tick within which an onset belongs to it."""

BREAK_BEATS = 9
"""Beats without an onset that make a break."""

SPINNER_BEATS = 5
"""Beats a sound has to hold with no other onset for a spinner."""


@dataclass(frozen=True)
class Grid:
    """The ticks of a stretch of song.

    Attributes:
        times: shape (n,), ms, not yet cut to whole ones.
        place: shape (n,), twelfths of a beat into the measure.
        beat: shape (n,), ms a beat.
        measure: shape (n,), number of the measure.
        strength: shape (n,), onset strength, 0 to 1.
    """

    times: Floats
    place: NDArray[np.int64]
    beat: Floats
    measure: NDArray[np.int64]
    strength: Floats


@dataclass(frozen=True)
class Note:
    """One object to be placed.

    Attributes:
        time: ms, whole.
        end: ms, whole; equal to `time` for a circle.
        kind: what it becomes.
        new_combo: starts a combo.
        beat: ms a beat here.
        strength: of the sound, 0 to 1.
    """

    time: float
    end: float
    kind: str
    new_combo: bool
    beat: float
    strength: float


def grid(song: Song, timing: Timing, start: float, end: float, finest: int) -> Grid:
    """Every tick of 1/2, 1/4 or, where the song swings, 1/3 and 1/6 from `start` to `end` ms."""
    divisor = _divisor(song, timing, start, end) if finest > 2 else finest
    rows: list[tuple[float, int, float, int]] = []
    measure = 0
    for number, red in enumerate(timing.red):
        beat = timing.beat_length_at(red.time)
        bar = beat * red.meter
        first = red.time - (bar * math.ceil(max(0.0, red.time - start) / bar) if number == 0 else 0.0)
        stop = min(end, timing.red[number + 1].time - 1) if number + 1 < len(timing.red) else end
        count = int((stop - first) / beat * divisor + 1e-6) + 1 if stop >= first else 0
        for k in range(count):
            whole, part = divmod(k, divisor)
            place = whole % red.meter * 12 + part * 12 // divisor
            rows.append((first + k * beat / divisor, place, beat, measure + whole // red.meter))
        measure += count // divisor // red.meter + 1
    rows = [row for row in rows if row[0] >= start - 0.5]
    times = np.array([row[0] for row in rows])
    places = np.array([row[1] for row in rows], np.int64)
    beats = np.array([row[2] for row in rows])
    measures = np.array([row[3] for row in rows], np.int64)
    strength = song.onsets.strength_at(times, TOLERANCE)
    return Grid(times, places, beats, measures, _repeated(strength, places, measures))


def _divisor(song: Song, timing: Timing, start: float, end: float) -> int:
    """3 where the song lies on thirds of a beat, else 4."""
    onsets = song.onsets
    inside = (onsets.times >= start) & (onsets.times <= end)
    times, weights = onsets.times[inside], onsets.strength[inside]
    beats = np.array([timing.beat_length_at(time) for time in times])
    offsets = np.array([timing.red_at(time).time for time in times])
    share = ((times - offsets) / np.maximum(beats, 1)) % 1.0

    def near(*places: float) -> float:
        return float(sum(weights[np.abs(share - place) * beats < TOLERANCE].sum() for place in places))

    return 3 if near(1 / 3, 2 / 3) > 1.6 * near(0.25, 0.5, 0.75) else 4


def _repeated(strength: Floats, place: NDArray[np.int64], measure: NDArray[np.int64]) -> Floats:
    """Strengths mixed with those of the same place two measures before and after: music repeats, maps do."""
    known = {(m, p): s for m, p, s in zip(measure.tolist(), place.tolist(), strength.tolist(), strict=True)}
    mixed = strength.copy()
    for i, (m, p) in enumerate(zip(measure.tolist(), place.tolist(), strict=True)):
        others = [known[m + step, p] for step in (-2, 2) if (m + step, p) in known]
        if others:
            mixed[i] = 0.7 * strength[i] + 0.3 * sum(others) / len(others)
    return mixed


def select(ticks: Grid, style: Style) -> NDArray[np.bool_]:
    """The ticks that get an object: the most weighty ones until the density is reached."""
    if not len(ticks.times):
        return np.zeros(0, np.bool_)
    part = ticks.place % 12
    weight = np.select([part == 0, part == 6, np.isin(part, (4, 8))], [1.0, 0.72, 0.6], 0.42)
    weight = np.where(ticks.place == 0, 1.15, weight)
    score = ticks.strength * weight * (1.0 if style.finest > 2 else np.where(part == 0, 1.0, 0.5))
    allowed = (
        (part % (12 // style.finest) == 0) if style.finest in (1, 2, 3) else np.ones(len(part), np.bool_)
    )
    sounding = allowed & (ticks.strength > 0.08)
    seconds = max(1.0, len(ticks.times) and _sounding_seconds(ticks))
    wanted = int(style.density * seconds)
    order = np.argsort(-np.where(sounding, score, -1.0), kind="stable")
    chosen = np.zeros(len(ticks.times), np.bool_)
    chosen[order[: min(wanted, int(sounding.sum()))]] = True
    return chosen


def _sounding_seconds(ticks: Grid) -> float:
    """Seconds of music: measures in which something sounds."""
    loud = {m for m, s in zip(ticks.measure.tolist(), ticks.strength.tolist(), strict=True) if s > 0.15}
    gaps = np.diff(ticks.times, append=ticks.times[-1])
    return float(gaps[np.isin(ticks.measure, list(loud))].sum()) / 1000


def notes(song: Song, ticks: Grid, style: Style, random: np.random.Generator) -> list[Note]:
    """The objects of a stretch in order of time."""
    index = np.flatnonzero(select(ticks, style))
    result: list[Note] = []
    combo = -1
    for number, i in enumerate(index.tolist()):
        time, beat = ticks.times[i], float(ticks.beat[i])
        last = number == len(index) - 1
        gap = (ticks.times[index[number + 1]] - time) if not last else 4.0 * beat
        kind, end = _lasting(song, float(time), float(gap), beat, style, random, last=last)
        anew = int(ticks.measure[i]) // style.combo_measures
        result.append(
            Note(editor_time(time), editor_time(end), kind, anew != combo, beat, float(ticks.strength[i]))
        )
        combo = anew
    return result


def _lasting(
    song: Song, time: float, gap: float, beat: float, style: Style, random: np.random.Generator, *, last: bool
) -> tuple[str, float]:
    """Circle, slider or spinner, and its end (ms)."""
    beats = gap / beat
    draw = random.random()
    if beats >= SPINNER_BEATS - 1e-6 and not last:
        held = song.onsets.sustain_at(time, time + 4 * beat)
        if held > 0.55 and beats < 2 * BREAK_BEATS:
            return "spinner", time + gap - max(1.0, np.ceil(700 / beat)) * beat
        return "circle", time
    rest = 0.5 if style.finest > 1 else 1.0
    if beats >= 2 * rest - 1e-6 and not last:
        held = song.onsets.sustain_at(time, time + min(gap, 2 * beat) * 0.8)
        if draw < style.sliders * (0.45 + held):
            length = min(gap - rest * beat, 2 * beat)
            return "slider", time + length
    return "circle", time
