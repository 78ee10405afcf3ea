"""Timing from many passes over a song, each cut into other windows: what most of them hear is a beat."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import gaussian_filter1d
from scipy.signal import find_peaks

from engine.checkpoint.events import BEATS, Event, Group, Kind

PASSES = 20
SMOOTHING, FULL = 10, 50.0
"""ms of blur; height of a beat that every pass hears at one time."""
SHORTEST_GAP, LONGEST_GAP = 20, 100
"""Gaps between beats that count, in steps of 10 ms."""
STEP = 10
NEAR_PEAK = 200
"""ms around a peak whose gaps tell its tempo."""
CLEAR = 0.1
"""Share of gaps that must agree for a tempo to be clear."""
OCTAVE = 1.5
CAUGHT, ELSEWHERE = 60.0, 300.0
"""ms of error over prominence up to which a peak is the next beat, or a beat of another tempo."""
SEAM = 200
"""ms around a walk in which no other walk begins."""
HALF_WINDOW = 10
"""ms around a beat that tell what it is."""
BARS = 3
"""Measures before and after that tell where a measure begins."""

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Heard:
    """What the passes said.

    Attributes:
        beats, measures, lines: how clearly each ms is a beat, a measure, a red line.
        gaps: (time, gap in steps of 10 ms) between neighbouring beats.
        meters: beats of each measure that was said.
    """

    beats: Floats
    measures: Floats
    lines: Floats
    gaps: Sequence[tuple[float, float]]
    meters: Sequence[int]


class Histogram:
    """Collects the beats of passes over a song of `length` ms."""

    def __init__(self, length: int) -> None:
        self.counts = {kind: np.zeros(length) for kind in BEATS}
        self.length = length
        self.gaps: list[tuple[float, float]] = []
        self.meters: list[int] = []
        self.passes = 0

    def add(self, groups: Sequence[Group], offset: int) -> None:
        """The groups of a pass whose times lie `offset` ms late."""
        self.passes += 1
        last: tuple[int, Kind] | None = None
        counted: int | None = None
        for group in groups:
            time = int(group.time) - offset
            if group.kind not in BEATS or not 0 <= time < self.length:
                continue
            self.counts[group.kind][time] += 1
            if group.kind is Kind.BEAT:
                counted = None if counted is None else counted + 1
            else:
                if group.kind is Kind.MEASURE and counted is not None:
                    self.meters.append(counted)
                counted = 1
            if last is not None:
                self._gap(last, time, group.kind)
            last = (time, group.kind)

    def _gap(self, last: tuple[int, Kind], time: int, kind: Kind) -> None:
        if time == last[0] or (kind is Kind.TIMING_POINT and last[1] is not Kind.TIMING_POINT):
            return
        gap = (time - last[0]) // STEP
        if SHORTEST_GAP < gap < LONGEST_GAP:
            self.gaps.append((last[0], gap))

    def heard(self) -> Heard:
        """The smoothed sum of all passes."""

        def smooth(kind: Kind) -> Floats:
            blurred: Floats = gaussian_filter1d(self.counts[kind], SMOOTHING)
            return blurred / max(self.passes, 1) * FULL

        return Heard(
            smooth(Kind.BEAT), smooth(Kind.MEASURE), smooth(Kind.TIMING_POINT), sorted(self.gaps), self.meters
        )


def beat_list(heard: Heard, *, types_first: bool) -> list[Event]:
    """The beats of a song as events; none when no gap between beats was heard."""
    if not heard.gaps:
        return []
    peaks = _peaks(heard)
    if not peaks:
        return []
    times = _Walk(peaks, len(heard.beats)).times()
    kinds = _measures(heard, times, [_kind(heard, time) for time in times])
    events = []
    for time, kind in zip(times, kinds, strict=True):
        pair = [Event(kind), Event(Kind.TIME, time)]
        events += pair if types_first else pair[::-1]
    return events


@dataclass(frozen=True)
class Peak:
    """A time at which many passes hear a beat.

    Attributes:
        prominence: how far it stands out.
        period: ms a beat around it.
        clear: the period was heard here, not taken over.
    """

    time: int
    prominence: float
    period: float
    clear: bool


def _peaks(heard: Heard) -> list[Peak]:
    signal = heard.beats + heard.measures + 2 * heard.lines
    places, properties = find_peaks(signal, distance=50, prominence=0.1, rel_height=1, width=2, wlen=50)
    gaps = np.array([gap for _, gap in heard.gaps])
    when = np.array([time for time, _ in heard.gaps])
    usual = 60000 / (float(np.median(gaps)) * STEP)
    tempos = [_tempo(gaps[(when > place - NEAR_PEAK) & (when < place + NEAR_PEAK)]) for place in places]
    folded = [None if tempo is None else _folded(tempo, usual) for tempo in tempos]
    return [
        Peak(
            int(place),
            float(prominence),
            60000 / _nearest_known(folded, index, usual),
            tempos[index] is not None,
        )
        for index, (place, prominence) in enumerate(zip(places, properties["prominences"], strict=True))
    ]


def _tempo(gaps: Floats) -> float | None:
    """BPM of the commonest gap, if it is clear."""
    counts, edges = np.histogram(gaps, bins=np.arange(SHORTEST_GAP, LONGEST_GAP))
    best = int(np.argmax(counts))
    return 60000 / (float(edges[best]) * STEP) if counts[best] > CLEAR * counts.sum() else None


def _folded(tempo: float, usual: float) -> float:
    """A tempo without octave errors against the usual one."""
    tempo /= ceil(tempo / (usual * OCTAVE))
    return tempo * ceil(usual / OCTAVE / tempo)


def _nearest_known(tempos: Sequence[float | None], index: int, usual: float) -> float:
    known = [(abs(i - index), i > index, t) for i, t in enumerate(tempos) if t is not None]
    return min(known, default=(0, False, usual))[2]


class _Walk:
    """Goes from the clearest peak both ways by the local period, and on from the next that is left."""

    def __init__(self, peaks: Sequence[Peak], length: int) -> None:
        self.peaks, self.length = peaks, length
        self.left = sorted(peaks, key=lambda peak: peak.prominence, reverse=True)
        self.done: list[tuple[float, float]] = []
        self.found: list[int] = []
        self._places = np.array([peak.time for peak in peaks])
        self._weights = np.array([peak.prominence for peak in peaks])

    def times(self) -> list[int]:
        """All beats, in order of time."""
        while self.left:
            start = self.left.pop(0)
            self.found.append(start.time)
            for direction in (1, -1):
                self._go(start, direction)
        return sorted(self.found)

    def _go(self, start: Peak, direction: int) -> None:
        time, period = float(start.time), start.period
        while True:
            before = time
            time += direction * period
            if not 0 <= time < self.length:
                self._forget(before, time)
                break
            errors = np.abs(self._places - time) / self._weights
            nearest = self.peaks[int(np.argmin(errors))]
            error = float(errors.min())
            if error < CAUGHT:
                time, period = float(nearest.time), nearest.period
            elif error < ELSEWHERE and nearest.clear:
                time -= direction * period
                break
            if any(first <= time <= last for first, last in self.done):
                break
            self.found.append(int(time))
        low, high = sorted((float(start.time), time))
        self.done.append((low - SEAM, high + SEAM))
        self._forget(low - SEAM, high + SEAM)

    def _forget(self, first: float, last: float) -> None:
        low, high = sorted((first, last))
        self.left = [peak for peak in self.left if not low <= peak.time <= high]


def _around(signal: Floats, time: int) -> float:
    return float(signal[max(time - HALF_WINDOW, 0) : time + HALF_WINDOW].sum())


def _kind(heard: Heard, time: int) -> Kind:
    line, beat, measure = (_around(s, time) for s in (heard.lines, heard.beats, heard.measures))
    return Kind.TIMING_POINT if line > beat and line > measure and line + beat + measure > 1 else Kind.BEAT


def _measures(heard: Heard, times: Sequence[int], kinds: list[Kind]) -> list[Kind]:
    """Beats with their measures, where the phase that most of the neighbouring bars agree on begins."""
    meter = max(int(np.median(heard.meters)), 1) if heard.meters else 4
    strength = [_around(heard.measures, time) + _around(heard.lines, time) for time in times]
    wait, due = 0, 0
    for index, kind in enumerate(kinds):
        if wait > 0:
            wait -= 1
        elif due > 0:
            due -= 1
            if due == 0 and kind is not Kind.TIMING_POINT:
                kinds[index] = Kind.MEASURE
                wait = meter - 1
        elif kind is not Kind.TIMING_POINT:
            phase = int(np.argmax([_score(strength, index + shift, meter) for shift in range(meter)]))
            if phase == 0:
                kinds[index] = Kind.MEASURE
                wait = meter - 1
            due = phase
    return kinds


def _score(strength: Sequence[float], index: int, meter: int) -> float:
    places = [index + bar * meter for bar in range(-BARS, BARS + 1)]
    values = [strength[place] for place in places if 0 <= place < len(strength)]
    return sum(values) / len(values) if values else 0.0
