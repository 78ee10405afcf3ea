"""Timing a song: pulses it may have, the likeliest reading of them, and red lines to the millisecond."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from engine.builtin.timing.beats import HOP, SNAP, WINDOW, follow, tempo_path
from engine.builtin.timing.lines import Line, fit, holds, on_grid, parts_of, rounded, sharpened
from engine.builtin.timing.metre import Listener, Reading, Ticks, read, readings
from engine.builtin.timing.pulse import FASTEST, RATIOS, SLOWEST, beat_lengths
from engine.builtin.timing.sections import split
from engine.errors import EngineError
from engine.progress import Reporter
from engine.protocol import FailureKind, TempoSection
from engine.song import Onsets, Song, find_harmony

Floats = NDArray[np.float64]

SILENCE = 1e-4
"""Peak below which nothing sounds."""

LEAST_ONSETS = 8

SURE = 0.3
"""Confidence below which the mapper is told to check by ear."""

NEAR = 1.5
"""Beats over the whole song by which a beat length from the spectrum may be off."""

SAME_TEMPO = 0.02
"""Natural logarithm of the ratio of two tempi that count as the same."""

MOST = 0.7
"""Share of a song that has to have a tempo for it to be the song's."""

STRETCH = 12_000.0
"""ms a tempo has to last to be found by itself."""

USUAL_CHANGE = 0.3
"""Octaves by which the tempo changes from one stretch to the next."""

OTHER_METER = 3.0
"""Negative logarithm of how likely the meter changes with the tempo."""

EDGE_REACH = 20.0
"""ms; onsets farther off a line are just not on it."""

FITTED = 8
"""Beats from which a section's line is fitted to the onsets, not to the beats."""

DISTINCT = 0.4
"""Clarity of the onsets of ordinary music."""

DOUBT = 0.5
"""How much of its confidence a timing loses when other readings are as likely."""

ATTACK = 1.5
"""ms by which onsets are heard late: between sampled instruments (2.3 late) and clicks (0.9 early)."""

BEFORE = 30.0
"""ms by which the first onset may come before its downbeat."""


def find_timing(song: Song, report: Reporter) -> list[TempoSection]:
    """The red lines of a song, in order of time; the first one is the start of bar 1.

    Raises:
        EngineError: nothing sounds.
    """
    if not len(song.samples) or float(np.abs(song.samples).max()) < SILENCE:
        raise EngineError(FailureKind.INPUT, "The song is silent.", "Is it the right file?")
    report.step("Finding the beat", 0.1)
    onsets = song.onsets
    if len(onsets.times) < LEAST_ONSETS:
        report.note("There are too few beats to time this song; the timing is a guess.")
        start = float(onsets.times[0]) if len(onsets.times) else 0.0
        return [TempoSection(offset=start, bpm=120.0, meter=4, confidence=0.0)]
    listener = Listener(onsets, find_harmony(song.samples, song.rate))
    report.step("Finding the first beat of the measure", 0.2)
    start, end = float(onsets.times[0]), float(onsets.times[-1])
    path = tempo_path(onsets, start, end)
    until, looks = _kept(path, end)
    steady = straight(listener, start, until, path[1][:looks])
    if steady:
        reading = read(steady)
        line = _from_bar_one(_settled(onsets, reading, start, until), reading.meter, listener.first)
        sections = [_section(onsets, line, reading, start, until)]
        if until < end and not holds(onsets, line, until, end):
            sections += _ending(onsets, path, reading, line, until, end)
    else:
        sections = _stretches(listener, start, end, path) or _changing(listener, path)
        if _mean_confidence(sections, end) < SURE:
            sections = [_guessed(listener, start, end)]
    if min(section.confidence for section in sections) < SURE:
        report.note("The beat of this song is not clear: check the timing by ear.")
    return sections


def straight(listener: Listener, start: float, end: float, path: Floats) -> list[Ticks]:
    """The ticks of the straight lines that the onsets from `start` to `end` ms lie on.

    `path`: the beat lengths (ms) found along that stretch.
    """
    onsets = listener.onsets
    lines: dict[float, Line] = {}
    for beat in beat_lengths(onsets, start, end):
        line = fit(onsets, beat, start, end, NEAR * beat / (end - start))
        if line is not None and holds(onsets, line, start, end) and _keeps(path / line.beat):
            lines.setdefault(round(line.bpm, 1), line)
    return [_ticks(listener, line, start, end) for line in lines.values()]


def _ticks(listener: Listener, line: Line, start: float, end: float) -> Ticks:
    return listener.ticks(line.ticks(start - line.beat, end + line.beat), line.parts)


def _line(reading: Reading) -> Line:
    """The line of a reading of straight ticks; its offset is a downbeat."""
    ticks = reading.ticks
    return Line(float(ticks.times[reading.down]), ticks.beat, ticks.parts)


def _settled(onsets: Onsets, reading: Reading, start: float, end: float) -> Line:
    """The line of a reading that holds from `start` to `end` ms, to the ms and with a rounded tempo."""
    return rounded(sharpened(onsets, _line(reading), start, end), start, end)


def _runs(lengths: Floats) -> list[NDArray[np.int64]]:
    """The looks at a song in long runs between which its beat length (ms) does not change."""
    changes = np.flatnonzero(np.abs(np.diff(np.log(lengths))) > SAME_TEMPO) + 1
    return [run for run in np.split(np.arange(len(lengths)), changes) if len(run) * HOP >= STRETCH]


def _bounds(run: NDArray[np.int64], times: Floats) -> tuple[float, float]:
    """From and to in ms of a run of looks; a look hears what is half a window away."""
    return float(times[run[0]]) + WINDOW / 4, float(times[run[-1]]) - WINDOW / 4


def _kept(path: tuple[Floats, Floats], end: float) -> tuple[float, int]:
    """Until when (ms), and for how many looks, a song keeps the tempo that it has for most of its time.

    That is until its end (ms), too, where it has no such tempo.
    """
    times, lengths = path
    runs = _runs(lengths)
    if len(runs) != 1 or runs[0][0] > 0 or len(runs[0]) < MOST * len(times) or len(runs[0]) == len(times):
        return end, len(times)
    run = runs[0]
    # from look to look, the tempo hardly changes in a slow ritardando
    own = np.flatnonzero(np.abs(np.log(lengths[run] / np.median(lengths[run]))) < SAME_TEMPO)
    run = run[: own[-1] + 1]
    return _bounds(run, times)[1], len(run)


def _ending(
    onsets: Onsets, path: tuple[Floats, Floats], reading: Reading, line: Line, until: float, end: float
) -> list[TempoSection]:
    """The sections at the end (ms) of a song that gets ever slower, or faster, after `until` ms."""
    times, lengths = path
    last = int((until - line.offset) / line.beat)
    known = line.offset + line.beat * np.arange(max(0, last - FITTED), last + 1)
    level = float(np.median(lengths[times < until])) / line.beat
    beats = np.concatenate([known, follow(onsets, times, lengths / level, float(known[-1]))[1:]])
    beats = beats[beats < end + SNAP]
    downbeat = (last - len(known) + 1 + np.arange(len(beats))) % reading.meter == 0
    sections = [
        _section(onsets, _straight(onsets, beats[a : b + 1], line.parts), reading, beats[a], beats[b])
        for a, b in split(beats, downbeat)[1:]
    ]
    rises = np.diff([line.bpm, *(each.bpm for each in sections)]) > 0
    return _in_order(sections) if rises.all() or not rises.any() else []


def _stretches(
    listener: Listener, start: float, end: float, path: tuple[Floats, Floats]
) -> list[TempoSection]:
    """Sections of a song that has one tempo after another, each for long; none where it is not so simple."""
    onsets, (times, lengths) = listener.onsets, path
    runs = _runs(lengths)
    if len(runs) < 2 or sum(map(len, runs)) < MOST * len(times):
        return []
    bounds, options = [], []
    for run in runs:
        low, high = _bounds(run, times)
        low, high = start if run is runs[0] else low, end if run is runs[-1] else high
        bounds.append((low, high))
        options.append(readings(straight(listener, low, high, lengths[run])))
    if not all(options):
        return []
    chosen = _agreed(options)
    lines = [_settled(onsets, reading, *bound) for reading, bound in zip(chosen, bounds, strict=True)]
    edges = [start]
    for one, two, before, after in zip(lines, lines[1:], runs, runs[1:], strict=False):
        low, high = float(times[before[-1]]) - WINDOW / 2, float(times[after[0]]) + WINDOW / 2
        edges.append(_edge(onsets, one, two, low, high))
    edges.append(end)
    sections = []
    for line, reading, low, high in zip(lines, chosen, edges, edges[1:], strict=False):
        first = listener.first if low == start else low
        sections.append(_section(onsets, _from_bar_one(line, reading.meter, first), reading, low, high))
    return sections


def _agreed(options: Sequence[Sequence[Reading]]) -> list[Reading]:
    """A reading of each stretch of a song: likely ones that count the beats alike."""
    best = [(_log(reading), [reading]) for reading in options[0]]
    for stretch in options[1:]:
        best = [
            max(
                (
                    (total + _log(reading) - _change(chosen[-1], reading), [*chosen, reading])
                    for total, chosen in best
                ),
                key=lambda each: each[0],
            )
            for reading in stretch
        ]
    return max(best, key=lambda each: each[0])[1]


def _log(reading: Reading) -> float:
    return float(np.log(max(reading.chance, 1e-12)))


def _change(before: Reading, after: Reading) -> float:
    """Negative logarithm of how likely a song goes on like this."""
    octaves = float(np.log2(before.ticks.beat / after.ticks.beat))
    return 0.5 * (octaves / USUAL_CHANGE) ** 2 + OTHER_METER * (before.meter != after.meter)


def _edge(onsets: Onsets, one: Line, two: Line, low: float, high: float) -> float:
    """Where from `low` to `high` ms one line gives way to the next: the onset that parts them best."""
    inside = (onsets.times >= low) & (onsets.times <= high)
    times, weights = onsets.times[inside], onsets.strength[inside]
    if not len(times):
        return low
    off = [np.minimum(np.abs(line.off(times)), EDGE_REACH) * weights for line in (one, two)]
    cost = np.cumsum(off[0]) - off[0] + np.cumsum(off[1][::-1])[::-1]
    return float(times[int(cost.argmin())])


def _mean_confidence(sections: Sequence[TempoSection], end: float) -> float:
    """Confidence of the sections of a song that ends at `end` ms, by how long they last."""
    edges = [*(each.offset for each in sections[1:]), end]
    lengths = np.maximum([edge - each.offset for each, edge in zip(sections, edges, strict=True)], 1.0)
    return float(np.average([each.confidence for each in sections], weights=lengths))


def _guessed(listener: Listener, start: float, end: float) -> TempoSection:
    """One section for a song without a beat that could be followed."""
    onsets = listener.onsets
    lengths = beat_lengths(onsets, start, end)
    lines = [
        fit(onsets, beat, start, end, NEAR * beat / (end - start)) or Line(start, beat) for beat in lengths
    ]
    reading = read([_ticks(listener, line, start, end) for line in lines])
    line = _line(reading)
    return _section(onsets, _from_bar_one(line, reading.meter, listener.first), reading, start, end)


def _keeps(ratios: Floats) -> bool:
    """Whether the tempo found along the song is nearly always the same simple ratio of the line's."""
    simple = (*RATIOS, 1 / 4, 4.0)  # sixteenths are easily followed in a slow song
    return any(float(np.mean(np.abs(np.log(ratios / ratio)) < SAME_TEMPO)) > MOST for ratio in simple)


def _from_bar_one(line: Line, meter: int, first: float) -> Line:
    """The same beats (the offset is a downbeat), from the measure that the first clear onset (ms) is in."""
    bar = meter * line.beat
    offset = line.offset + np.floor((first + BEFORE - line.offset) / bar) * bar
    return Line(float(offset + bar if offset < 0 else offset), line.beat, line.parts)


def _changing(listener: Listener, path: tuple[Floats, Floats]) -> list[TempoSection]:
    """Sections of a song whose tempo changes along a path: times and beat lengths (ms)."""
    onsets = listener.onsets
    reading = read(winding(listener, path))
    times, parts = reading.ticks.times, reading.ticks.parts
    beats = times[reading.down % parts :: parts]
    downbeat = np.arange(len(beats)) % reading.meter == reading.down // parts
    edges = split(beats, downbeat)
    sections = []
    for one, two in edges:
        line = _straight(onsets, beats[one : two + 1], parts)
        if one == 0:
            down = line.offset + line.beat * int(downbeat[: reading.meter].argmax())
            line = _from_bar_one(Line(down, line.beat, parts), reading.meter, listener.first)
        sections.append(_section(onsets, line, reading, float(beats[one]), float(beats[two])))
    return _in_order(sections)


def _in_order(sections: Sequence[TempoSection]) -> list[TempoSection]:
    """The sections without those that the next one comes before."""
    return [
        each
        for each, after in zip(sections, [*sections[1:], None], strict=True)
        if not after or each.offset < after.offset
    ]


def winding(listener: Listener, path: tuple[Floats, Floats]) -> list[Ticks]:
    """The ticks that the beats may have which follow a path: times and beat lengths (ms)."""
    onsets = listener.onsets
    beats = follow(onsets, *path)
    inside = (onsets.times >= beats[0]) & (onsets.times <= beats[-1])
    places = np.interp(onsets.times[inside], beats, np.arange(len(beats)))
    found = []
    for ratio in RATIOS:
        if not SLOWEST <= 60000 / float(np.median(np.diff(beats))) / ratio <= FASTEST:
            continue
        parts = parts_of(places, onsets.strength[inside], ratio)
        ticks = np.interp(np.arange(0, len(beats) - 1, ratio / parts), np.arange(len(beats)), beats)
        found.append(listener.ticks(ticks, parts))
    return found


def _straight(onsets: Onsets, beats: Floats, parts: int) -> Line:
    """The line of a section's beats (ms); its offset is the first of them."""
    count = len(beats) - 1
    slope, offset = (float(value) for value in np.polyfit(np.arange(count + 1), beats, 1))
    line = Line(offset, slope, parts)
    if count >= FITTED:
        fitted = fit(onsets, slope, offset - BEFORE, float(beats[-1]) + BEFORE, 0.25 / count)
        if fitted is not None:
            middle = offset + count // 2 * slope
            middle -= float(fitted.off(np.array([middle]))[0])
            candidate = Line(middle - count // 2 * fitted.beat, fitted.beat, fitted.parts)
            if np.abs(beats - candidate.offset - candidate.beat * np.arange(count + 1)).mean() < BEFORE / 2:
                line = candidate
    line = rounded(line, line.offset, line.offset + count * line.beat)
    return Line(line.offset + round((offset - line.offset) / line.beat) * line.beat, line.beat, line.parts)


def _section(onsets: Onsets, line: Line, reading: Reading, start: float, end: float) -> TempoSection:
    """The red line at a line's offset, which holds from `start` to `end` ms."""
    ticks = line.ticks(start - line.beat, end + line.beat)
    clear = min(1.0, onsets.clarity / DISTINCT)
    confidence = clear * on_grid(onsets, ticks) * (1 - DOUBT * (1 - reading.chance))
    return TempoSection(
        offset=round(max(0.0, line.offset - ATTACK), 3),
        bpm=round(line.bpm, 4),
        meter=reading.meter,
        confidence=round(min(1.0, max(0.0, confidence)), 3),
    )
