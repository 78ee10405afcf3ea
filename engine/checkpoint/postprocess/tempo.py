"""Beats to red lines.

Red lines stand where the checkpoint put them, where a measure is shorter or longer than its neighbours,
and where the beats leave the grid of the line before by more than the leniency. Tempos are as round as
that allows. (Facts: the published post-processing; equal to the golden timing.)
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from engine.checkpoint.events import BEATS, Event, Kind
from engine.osu import TimingPoint

UNSET = 1000.0
"""Beat length of a red line before its beats are looked at, ms."""
ROUNDINGS = (1, 2, 10, 100, 1000)
"""Parts of a BPM that a tempo is rounded to, coarsest first."""
NEAR = 2
"""Red lines this close are one, ms."""
FRACTIONS = (1, 1 / 2, 1 / 4, 1 / 8, 1 / 16)
"""Beats that may lie between two red lines that have nothing between them."""


@dataclass(slots=True)
class Marker:
    """A beat the checkpoint said, at a time in ms.

    Attributes:
        red: a red line stands here.
        beats: how many beats after the marker before.
    """

    time: int
    measure: bool
    red: bool
    beats: float


def red_lines(events: Sequence[Event], *, types_first: bool, leniency: float) -> list[TimingPoint]:
    """The red lines that the beat events mean; `leniency` is how far a beat may lie off the grid, ms."""
    markers = _markers(events, types_first=types_first)
    if not markers:
        return []
    grid = _Grid([], leniency)
    for marker in markers:
        if marker.red:
            grid.put(marker.time)
    if not grid.lines:
        grid.put(markers[0].time)
    _set_meters(grid, markers)
    _set_tempos(grid, markers)
    return grid.lines


def _markers(events: Sequence[Event], *, types_first: bool) -> list[Marker]:
    markers = []
    for index, event in enumerate(events):
        dated = index + (1 if types_first else -1)
        if event.kind in BEATS and 0 <= dated < len(events) and events[dated].kind is Kind.TIME:
            red = event.kind is Kind.TIMING_POINT
            markers.append(
                Marker(int(events[dated].value), event.kind is Kind.MEASURE, red, 0.0 if red else 1.0)
            )
    return sorted(markers, key=lambda marker: marker.time)


@dataclass
class _Grid:
    """Red lines in order of time, at whole ms."""

    lines: list[TimingPoint]
    leniency: float

    def at(self, time: float) -> TimingPoint:
        """The line in force; before the first one the first."""
        return next((line for line in reversed(self.lines) if line.time <= time), self.lines[0])

    def put(self, time: int, beat_length: float | None = None, meter: int | None = None) -> None:
        """A line at a time, like the one before but for what is given; one that is near is changed."""
        chosen = [line for line in self.lines if abs(line.time - time) <= NEAR]
        if not chosen:
            before = [line for line in self.lines if line.time < time]
            model = before[-1] if before else TimingPoint(time, UNSET, 4, sample_set=2)
            chosen = [TimingPoint(time, model.beat_length, model.meter, sample_set=2)]
            self.lines += chosen
        for line in chosen:
            line.beat_length = line.beat_length if beat_length is None else beat_length
            line.meter = line.meter if meter is None else meter
        self.lines.sort(key=lambda line: line.time)

    def fits(self, beat_length: float, offset: float, markers: Sequence[Marker]) -> bool:
        """Whether all markers lie on the grid from an offset on."""
        beats = 0.0
        for marker in markers:
            beats += marker.beats
            if abs(marker.time - (offset + beat_length * beats)) > self.leniency:
                return False
        return True

    def rounded(self, beat_length: float, offset: float, markers: Sequence[Marker]) -> float:
        """The roundest tempo that still fits."""
        if beat_length == 0 or beat_length > 60000:
            return beat_length
        bpm = 60000 / beat_length
        for parts in ROUNDINGS:
            candidate = 60000 / (round(bpm * parts) / parts)
            if self.fits(candidate, offset, markers):
                return candidate
        return beat_length


def _beat_length(duration: float, beats: float, leniency: float) -> float:
    """Ms a beat, as round a tempo as meets the duration within the leniency."""
    if beats == 0 or duration == 0:
        return UNSET
    exact = duration / beats
    bpm = 60000 / exact
    if bpm < 1:
        return UNSET
    for parts in ROUNDINGS:
        candidate = 60000 / (round(bpm * parts) / parts)
        if abs(duration - candidate * beats) <= leniency:
            return candidate
    return exact


def _set_meters(grid: _Grid, markers: Sequence[Marker]) -> None:
    counter, last_measure = 0, markers[0].time
    for marker in markers:
        if marker.red:
            counter, last_measure = 0, marker.time
            continue
        line = grid.at(marker.time - 1)
        if line.time == marker.time:
            continue
        counter += 1
        if not marker.measure:
            continue
        if line.meter != counter:
            if last_measure <= line.time:
                line.meter = counter
            else:
                grid.put(last_measure, meter=counter)
        counter, last_measure = 0, marker.time


def _set_tempos(grid: _Grid, markers: Sequence[Marker]) -> None:
    times = [marker.time for marker in markers]
    counter, last_length = 0, UNSET
    for marker in markers:
        line = grid.at(marker.time - 1)
        if line.time == marker.time:
            counter = 0
            continue
        since = [*markers[bisect_left(times, line.time + 1) : bisect_left(times, marker.time)], marker]
        if marker.beats == 0:
            if len(since) != 1:
                counter = 0
                continue
            # two red lines with nothing between: some simple part of the last beat lies between them
            beats = (marker.time - line.time) / last_length
            marker.beats = min((round(beats), *FRACTIONS), key=lambda part: abs(part - beats))
        length = _length_from(since, line.time)
        if grid.fits(length, line.time, since):
            line.beat_length = length = grid.rounded(length, line.time, since)
        elif len(since) > 1:
            length, counter = _split(grid, line, since)
        last_length = length
        counter += 1
        line = grid.at(marker.time)
        if line.time == marker.time:
            counter = 0
        if marker.measure:
            if counter % line.meter:
                grid.put(marker.time, beat_length=line.beat_length)
            counter = 0


def _length_from(markers: Sequence[Marker], offset: float) -> float:
    return _beat_length(markers[-1].time - offset, sum(marker.beats for marker in markers), 0)


def _split(grid: _Grid, line: TimingPoint, markers: Sequence[Marker]) -> tuple[float, int]:
    """Put a red line among the markers, where both parts fit best; its beat length and beats counted."""

    def loss(part: Sequence[Marker], offset: float) -> float:
        length, beats, total = _length_from(part, offset), 0.0, 0.0
        for marker in part:
            beats += marker.beats
            total += (marker.time - (offset + beats * length)) ** 2
        return total / len(part)

    last = len(markers) - 1
    places = [i for i in range(1, len(markers)) if markers[i - 1].measure or i == last]
    best = min(places, key=lambda i: loss(markers[:i], line.time) + loss(markers[i:], markers[i - 1].time))
    if best < last:
        kept = markers[:best]
        line.beat_length = grid.rounded(_length_from(kept, line.time), line.time, kept)
    start = markers[best - 1].time
    duration, beats = markers[-1].time - start, sum(marker.beats for marker in markers[best:])
    length = _beat_length(duration, beats, grid.leniency)
    grid.put(start, beat_length=length)
    counter = 0
    for marker in reversed(markers[best:-1]):
        if marker.measure:
            break
        counter += 1
    return length, counter
