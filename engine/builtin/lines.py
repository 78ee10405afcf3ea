"""The lines of a new difficulty: red lines, and one green line for each change of speed or kiai."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from engine.builtin.structure import PHRASE, Bar
from engine.osu import Timing, TimingPoint, editor_time, kiai_sections

KIAI_SHARE = 0.4
"""Of the song that kiai takes at most."""

LEAST_PHRASES = 2
"""Phrases kiai lasts at least."""


def lines(
    red: Sequence[TimingPoint], kiai: Sequence[tuple[float, float]], velocities: Mapping[float, float]
) -> list[TimingPoint]:
    """All lines of a map.

    Args:
        red: red lines; what they say of kiai is not looked at.
        kiai: start and end of each kiai time, ms.
        velocities: slider velocity from a time (ms) on; 1 before the first.
    """
    plain = [replace(each, kiai=_in(kiai, each.time)) for each in red]
    timing = Timing(plain)
    times = {editor_time(time) for span in kiai for time in span} | set(velocities)
    times |= {each.time for each in red if _velocity(velocities, each.time) != 1.0}
    # before the first red line there is nothing to change
    times = {max(time, red[0].time) for time in times} if red else set()
    greens = []
    state = (1.0, _in(kiai, red[0].time) if red else False)
    reds = {each.time for each in red}
    for time in sorted(times | reds):
        velocity, now = _velocity(velocities, time), _in(kiai, time)
        if time in reds:
            state = (1.0, now)  # a red line says kiai itself and sets the velocity back
        if (velocity, now) != state:
            point = timing.sample_point_at(time)
            greens.append(
                replace(
                    point,
                    time=time,
                    beat_length=-100.0 / velocity,
                    uninherited=False,
                    kiai=now,
                    omit_first_barline=False,
                )
            )
            state = (velocity, now)
    return sorted([*plain, *greens], key=lambda point: (point.time, not point.uninherited))


def _in(spans: Sequence[tuple[float, float]], time: float) -> bool:
    return any(editor_time(start) <= time < editor_time(end) for start, end in spans)


def _velocity(velocities: Mapping[float, float], time: float) -> float:
    before = [each for each in velocities if each <= time]
    return velocities[max(before)] if before else 1.0


def kiai_of(timing: Timing, end: float) -> list[tuple[float, float]]:
    """Start and end (ms) of each kiai time of a map that ends at `end`."""
    return [(each.start, each.end if math.isfinite(each.end) else end) for each in kiai_sections(timing)]


def find_kiai(bars: Sequence[Bar]) -> list[tuple[float, float]]:
    """Start and end (ms) of the stretches where the song lifts: the loudest and busiest of its phrases."""
    starts = [i for i, bar in enumerate(bars) if bar.phrase]
    phrases = [(a, b) for a, b in zip(starts, [*starts[1:], len(bars)], strict=True) if b - a >= PHRASE // 2]
    if len(phrases) < 2 * LEAST_PHRASES:
        return []
    loud = np.array([np.mean([bar.loudness for bar in bars[a:b]]) for a, b in phrases])
    busy = np.array([np.mean([bar.activity for bar in bars[a:b]]) for a, b in phrases])
    lift = _standard(loud) + _standard(busy)
    best: list[tuple[int, int]] = []
    contrast = 0.0
    for bound in np.unique(lift):
        kept = [(first, last) for first, last in _runs(lift >= bound) if last - first >= LEAST_PHRASES]
        inside = np.zeros(len(lift), np.bool_)
        for first, last in kept:
            inside[first:last] = True
        share = float(inside.mean())
        if not 0 < share <= KIAI_SHARE:
            continue
        # the bound that parts loud from calm best (Otsu's)
        parted = share * (1 - share) * float(lift[inside].mean() - lift[~inside].mean()) ** 2
        if parted > contrast:
            best, contrast = kept, parted
    if not best:
        pair = int(np.argmax(lift[:-1] + lift[1:]))
        best = [(pair, pair + LEAST_PHRASES)]
    return [(bars[phrases[first][0]].start, bars[phrases[last - 1][1] - 1].end) for first, last in best]


def _standard(
    values: np.ndarray[tuple[int], np.dtype[np.float64]],
) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    return np.asarray((values - values.mean()) / (values.std() + 1e-9))


def _runs(held: np.ndarray[tuple[int], np.dtype[np.bool_]]) -> list[tuple[int, int]]:
    edges = np.flatnonzero(np.diff(np.concatenate([[False], held, [False]]).astype(np.int8)))
    return [(int(a), int(b)) for a, b in edges.reshape(-1, 2)]
