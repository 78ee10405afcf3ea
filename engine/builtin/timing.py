"""Tempo, offset and meter of a song from its onsets, without weights."""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.errors import EngineError
from engine.osu import TimingPoint
from engine.progress import Reporter
from engine.protocol import FailureKind, TempoSection
from engine.song import Onsets, Song

Floats = NDArray[np.float64]

SLOWEST, FASTEST = 60.0, 260.0
"""BPM that are looked for; beyond them the next octave is meant."""

USUAL, SPREAD = 150.0, 0.55
"""Middle (BPM) and width (octaves) of the tempi that mappers time songs with."""

RATIOS = (1.0, 1 / 2, 2.0, 3 / 4, 4 / 3, 2 / 3, 3 / 2)
"""Beats that are easily taken for each other."""

ON_GRID = 12.0
"""ms from a quarter of a beat at which an onset counts as being on it."""

THIRDS = 1.3
"""How much clearer than quarters thirds of a beat have to be for a song to swing."""

WITHIN = 0.035
"""Of a beat: onsets this far off the grid still say where it is."""

DRIFT = 22.0
"""ms by which beats may leave a straight line before a new section begins."""

STRETCH_WINDOW = 12_000.0
"""ms over which a tempo is looked for when it is not the same throughout."""

MOST = 0.7
"""Share of a song's parts that makes a tempo the song's."""

SAME_TEMPO = 0.02
"""Natural logarithm of the ratio of two tempi that count as the same."""

METERS = (4, 3, 5, 6, 7)


@dataclass(frozen=True)
class _Line:
    """Beats at `offset + k * beat` ms, for k from `first` on."""

    offset: float
    beat: float
    spread: float
    parts: int = 4

    @property
    def part(self) -> float:
        """The finest tick that is used, ms: a quarter of a beat, or a sixth where the song swings."""
        return self.beat / self.parts


def find_timing(song: Song, report: Reporter) -> list[TempoSection]:
    """The red lines of a song, in order of time; the first one is the start of bar 1.

    Raises:
        EngineError: nothing sounds.
    """
    if not len(song.samples) or float(np.abs(song.samples).max()) < 1e-4:
        raise EngineError(FailureKind.INPUT, "The song is silent.", "Is it the right file?")
    report.step("Finding the beat", 0.1)
    onsets = song.onsets
    if len(onsets.times) < 8:
        report.note("There are too few beats to time this song; the timing is a guess.")
        start = float(onsets.times[0]) if len(onsets.times) else 0.0
        return [TempoSection(offset=start, bpm=120.0, meter=4, confidence=0.0)]
    beat = _resolved(onsets, _tempo(onsets))
    sections = _sections(onsets, beat)
    report.step("Finding the first beat of the measure", 0.2)
    lines = [_placed(onsets, line, start, end) for line, start, end in sections]
    if min(line.confidence for line in lines) < 0.3:
        report.note("The beat of this song is not clear: check the timing by ear.")
    return lines


def red_lines(sections: Sequence[TempoSection]) -> list[TimingPoint]:
    """A timing as red lines."""
    return [TimingPoint(each.offset, 60000.0 / each.bpm, each.meter) for each in sections]


def _tempo(onsets: Onsets, start: float = 0.0, end: float = math.inf) -> float:
    """The most likely beat length (ms) from `start` to `end` ms."""
    first, last = int(start / onsets.frame), int(min(end / onsets.frame, len(onsets.envelope)))
    envelope = onsets.envelope[first:last] - onsets.envelope[first:last].mean()
    size = 1 << (2 * len(envelope) - 1).bit_length()
    spectrum = np.fft.rfft(envelope, size)
    auto = np.fft.irfft(np.abs(spectrum) ** 2, size)[: int(9000 / onsets.frame)]
    auto = auto / auto[0]
    auto = np.convolve(auto, np.hanning(9) / np.hanning(9).sum(), "same")
    beats = 60000.0 / np.exp(np.linspace(np.log(SLOWEST), np.log(FASTEST), 1500))
    weights = np.array([1.0, 1.0, 0.5, 1.0, 0.5, 0.5, 0.5, 1.0])
    lags = beats[:, None] * np.arange(1, 9)[None] / onsets.frame
    score = (np.interp(lags, np.arange(len(auto)), auto, right=0.0) * weights).sum(1)
    half = np.interp(beats / 2 / onsets.frame, np.arange(len(auto)), auto)
    prior = np.exp(-0.5 * (np.log2(60000 / beats / USUAL) / SPREAD) ** 2)
    return float(beats[int(np.argmax((score + np.maximum(half, 0)) * prior))])


def _resolved(onsets: Onsets, beat: float) -> float:
    """The beat among its simple ratios: the one that accounts best for the onsets.

    Autocorrelation alone cannot tell 120 from 160 BPM, nor a tempo from its double.
    """
    start, end = float(onsets.times[0]), float(onsets.times[-1])
    best, best_score = beat, 0.0
    for ratio in RATIOS:
        bpm = 60000 / (beat * ratio)
        if not SLOWEST <= bpm <= FASTEST:
            continue
        line = _fit(onsets, beat * ratio, start, end)
        if line is None:
            continue
        score = _explained(onsets, line) * math.exp(-0.5 * (math.log2(bpm / USUAL) / SPREAD) ** 2)
        if score > best_score:
            best, best_score = line.beat, score
    return best


def _explained(onsets: Onsets, line: _Line) -> float:
    """How well a beat and its parts account for the onsets, 0 to 1.

    Besides being on the grid it counts how strongly the beats themselves sound: on a fine grid lies anything.
    """
    first, last = onsets.times[0], onsets.times[-1]
    recall = 0.0
    for phase in range(line.parts):
        ticks = np.arange(line.offset + phase * line.part, last, line.beat)
        recall = max(recall, float(onsets.strength_at(ticks[ticks > first], 25.0).mean()))
    return _on_grid(onsets, line, first, last) * math.sqrt(recall)


def _on_grid(onsets: Onsets, line: _Line, start: float, end: float) -> float:
    """Share of the onset strength on the parts of the beat, above what chance puts there; 0 to 1."""
    inside = (onsets.times >= start) & (onsets.times <= end)
    times, strength = onsets.times[inside], onsets.strength[inside]
    off = np.abs((times - line.offset + line.part / 2) % line.part - line.part / 2)
    share = float(strength[off < ON_GRID].sum() / max(float(strength.sum()), 1e-9))
    chance = min(0.95, 2 * ON_GRID / line.part)
    return max(0.0, (share - chance) / (1 - chance))


def _sections(onsets: Onsets, beat: float) -> list[tuple[_Line, float, float]]:
    """Stretches of constant tempo: one where the whole song fits, else grown from the start."""
    end = float(onsets.times[-1]) + 1.0
    whole = _fit(onsets, beat, float(onsets.times[0]), end)
    if whole is not None and _holds(onsets, whole, float(onsets.times[0]), end):
        return [(_rounded(whole, end - float(onsets.times[0])), float(onsets.times[0]), end)]
    stretches = _stretches(onsets, end)
    if len(stretches) > 1:
        return stretches
    if whole is not None and _steady(onsets, whole.beat, end):
        return [(_rounded(whole, end - float(onsets.times[0])), float(onsets.times[0]), end)]
    tracked = _track(onsets, beat)
    sections: list[tuple[_Line, float, float]] = []
    first = 0
    while first < len(tracked) - 1:
        last = _straight_until(tracked, first)
        count = last - first
        slope, start = np.polyfit(np.arange(count + 1), tracked[first : last + 1], 1)
        line = _Line(float(start), float(slope), 8.0)
        stop = float(tracked[last]) if last < len(tracked) - 1 else end
        if count >= 12:
            line = _fit(onsets, line.beat, float(tracked[first]) - 20, stop + 20, narrow=True) or line
            line = _rounded(line, stop - float(tracked[first]))
        sections.append((line, float(tracked[first]), stop))
        first = last
    return sections or [(whole or _Line(float(onsets.times[0]), beat, 50.0), 0.0, end)]


def _stretches(onsets: Onsets, end: float) -> list[tuple[_Line, float, float]]:
    """Long stretches of constant tempo, each found by itself; none where the tempo is not so simple."""
    starts = np.arange(float(onsets.times[0]), end - STRETCH_WINDOW, STRETCH_WINDOW / 3)
    beats = [_tempo(onsets, start, start + STRETCH_WINDOW) for start in starts]
    runs: list[list[int]] = []
    for i, beat in enumerate(beats):
        if runs and abs(math.log(beat / beats[runs[-1][-1]])) < SAME_TEMPO:
            runs[-1].append(i)
        else:
            runs.append([i])
    runs = [run for run in runs if len(run) >= 2]
    lines = []
    for run in runs:
        low, high = float(starts[run[0]]), float(starts[run[-1]]) + STRETCH_WINDOW
        # the windows at both ends may hold some of the neighbours
        inner = (low + STRETCH_WINDOW / 3, high - STRETCH_WINDOW / 3)
        line = _fit(onsets, float(np.median([beats[i] for i in run])), *inner)
        if line is None or not _holds(onsets, line, *inner):
            return []
        lines.append(_rounded(line, inner[1] - inner[0]))
    edges = [float(onsets.times[0])]
    for i, (one, two) in enumerate(itertools.pairwise(lines)):
        low, high = float(starts[runs[i][-1]]), float(starts[runs[i + 1][0]]) + STRETCH_WINDOW
        edges.append(_edge(onsets, one, two, low, high))
    edges.append(end)
    return [(line, edges[i], edges[i + 1]) for i, line in enumerate(lines)]


def _steady(onsets: Onsets, beat: float, end: float) -> bool:
    """Whether most of the song, looked at in parts, has this tempo or a simple ratio of it."""
    starts = np.arange(float(onsets.times[0]), max(end - STRETCH_WINDOW, 1.0), STRETCH_WINDOW / 2)
    near = [
        min(abs(math.log(_tempo(onsets, start, start + STRETCH_WINDOW) / beat / ratio)) for ratio in RATIOS)
        for start in starts
    ]
    return len(near) > 0 and float(np.mean(np.array(near) < SAME_TEMPO)) > MOST


def _edge(onsets: Onsets, one: _Line, two: _Line, low: float, high: float) -> float:
    """Where one tempo gives way to the next: the beat of the second that best parts the onsets."""
    inside = (onsets.times >= low) & (onsets.times <= high)
    times, weights = onsets.times[inside], onsets.strength[inside]

    def off(line: _Line) -> Floats:
        quarter = line.beat / 4
        share = np.abs((times - line.offset + quarter / 2) % quarter - quarter / 2)
        return np.minimum(share, 20.0) * weights

    before, after = np.cumsum(off(one)), np.cumsum(off(two)[::-1])[::-1]
    if not len(times):
        return low
    cost = np.concatenate([[0.0], before[:-1]]) + after
    return float(times[int(cost.argmin())]) - 5.0


def _fit(onsets: Onsets, beat: float, start: float, end: float, *, narrow: bool = False) -> _Line | None:
    """Beat length and phase of a stretch: coherence of the onsets over fine tempi, then least squares."""
    chosen = (onsets.times >= start) & (onsets.times <= end)
    times, weights = onsets.times[chosen], onsets.strength[chosen]
    if len(times) < 6:
        return None
    width = 0.004 if narrow else 0.02
    step = 0.05 * beat / max(end - start, beat)
    beats = beat * (1 + np.arange(-width, width, step))
    best, best_score = beat, -1.0
    for block in np.array_split(beats, max(1, len(beats) * len(times) // 2_000_000)):
        phase = np.exp(2j * np.pi * times[None] / block[:, None])
        score = (
            np.abs(phase @ weights) + 0.7 * np.abs((phase**2) @ weights) + 0.5 * np.abs((phase**4) @ weights)
        )
        if score.max() > best_score:
            best, best_score = float(block[int(score.argmax())]), float(score.max())
    parts = _parts(times, weights, best)
    part = best / parts
    offset = float(np.angle((np.exp(2j * np.pi * times / part) * weights).sum()) / (2 * np.pi) * part)
    residual = np.zeros(0)
    for tolerance in (0.12, 0.08, 0.05):
        index = np.round((times - offset) / part)
        residual = times - offset - index * part
        near = np.abs(residual) < tolerance * best
        if near.sum() < 6:
            return None
        part, offset = (
            float(each) for each in np.polyfit(index[near], times[near], 1, w=np.sqrt(weights[near]))
        )
    return _Line(offset, part * parts, float(np.median(np.abs(residual))), parts)


def _parts(times: Floats, weights: Floats, beat: float) -> int:
    """6 where the onsets between the beats lie on thirds, else 4."""
    turns = np.exp(2j * np.pi * times / beat)
    thirds, quarters = (abs(turns**parts @ weights) for parts in (3, 4))
    return 6 if thirds > THIRDS * quarters else 4


def _holds(onsets: Onsets, line: _Line, start: float, end: float) -> bool:
    """Whether one straight line explains the whole stretch: no part of it lies beside the grid."""
    strong = onsets.strength > 0.25
    times, weights = onsets.times[strong], onsets.strength[strong]
    quarter = line.part
    bad = parts = 0
    for low in np.arange(start, end, 8 * line.beat):
        inside = (times >= low) & (times < low + 8 * line.beat)
        if inside.sum() < 4:
            continue
        mean = (np.exp(2j * np.pi * (times[inside] - line.offset) / quarter) * weights[inside]).sum()
        mean /= weights[inside].sum()
        parts += 1
        bad += abs(mean) < 0.5 or abs(np.angle(mean)) / (2 * np.pi) * quarter > max(8.0, 0.05 * quarter)
    return parts == 0 or bad <= 0.25 * parts


def _track(onsets: Onsets, beat: float) -> Floats:
    """Beat times (ms) by dynamic programming: strong onsets at gaps near the local beat (Ellis 2007)."""
    step = 5
    count = len(onsets.envelope) // step
    envelope = onsets.envelope[: count * step].reshape(count, step).max(1)
    frame = onsets.frame * step
    period = beat / frame
    local = np.convolve(envelope, np.hanning(7), "same")
    score, back = local.copy(), np.full(count, -1)
    lags = np.arange(round(period / 1.8), round(period * 1.8))
    penalty = -60.0 * np.log(lags / period) ** 2
    for i in range(int(period * 1.8), count):
        options = score[i - lags] + penalty * 0.05 * local.mean()
        best = int(options.argmax())
        score[i] = local[i] + options[best]
        back[i] = i - lags[best]
    i = int(score[-int(period * 2) :].argmax()) + count - int(period * 2)
    path = []
    while i >= 0:
        path.append(i)
        i = int(back[i])
    beats = np.array(path[::-1]) * frame
    nearest = onsets.times[np.clip(np.searchsorted(onsets.times, beats), 0, len(onsets.times) - 1)]
    before = onsets.times[np.clip(np.searchsorted(onsets.times, beats) - 1, 0, len(onsets.times) - 1)]
    nearest = np.where(np.abs(nearest - beats) < np.abs(before - beats), nearest, before)
    return np.where(np.abs(nearest - beats) < 30, nearest, beats)


def _straight_until(beats: Floats, first: int) -> int:
    """The last beat up to which all lie on one straight line."""
    last = min(first + 4, len(beats) - 1)
    while last < len(beats) - 1:
        index = np.arange(last + 2 - first)
        part = beats[first : last + 2]
        slope, start = np.polyfit(index, part, 1)
        if np.abs(part - start - slope * index)[-4:].mean() > DRIFT / 2:
            break
        last += 1
    return last


def _rounded(line: _Line, length: float) -> _Line:
    """Whole, half or tenth BPM where that moves no onset of the stretch noticeably."""
    for unit in (1.0, 0.5, 0.1, 0.05, 0.01):
        bpm = round(60000 / line.beat / unit) * unit
        beat = 60000 / bpm
        drift = abs(beat - line.beat) / line.beat * length
        if drift < 6.0:
            middle = round(length / 2 / line.beat)
            return _Line(line.offset + middle * (line.beat - beat), beat, line.spread, line.parts)
    return line


def _placed(onsets: Onsets, line: _Line, start: float, end: float) -> TempoSection:
    """Which of the parts is the beat, which beat the downbeat, and how sure that is."""
    quarter = line.part
    first = np.floor((start - line.offset) / quarter + 1e-6)
    ticks = line.offset + quarter * np.arange(first, np.floor((end - line.offset) / quarter) + 1)
    bands = onsets.bands_at(ticks, WITHIN * line.beat + 8)
    accent = bands @ np.array([1.6, 0.8, 1.2, 0.5])
    by_phase = [
        float(each.mean()) if len(each) else 0.0
        for each in (accent[i :: line.parts] for i in range(line.parts))
    ]
    phase = int(np.argmax(by_phase))
    beats, weight = ticks[phase :: line.parts], bands[phase :: line.parts] @ np.array([1.5, 1.0, -0.6, 0.3])
    meter, down = _meter(weight)
    offset = beats[down] if len(beats) > down else start
    bar = meter * line.beat
    offset -= np.floor((offset - start + 0.3 * quarter) / bar) * bar
    if offset - start > 0.9 * bar:
        offset -= bar
    average = float(np.mean(by_phase)) + 1e-9
    regular = min(1.0, (max(by_phase) - average) / average)
    confidence = (0.5 + 0.5 * regular) * _on_grid(onsets, line, start, end)
    return TempoSection(
        offset=round(float(offset), 3),
        bpm=round(60000 / line.beat, 4),
        meter=meter,
        confidence=round(min(1.0, max(0.0, confidence)), 3),
    )


def _meter(weight: Floats) -> tuple[int, int]:
    """Beats a measure and which of the first beats is a downbeat, from the accent of every beat."""
    best = (4, int(np.argmax([weight[phase::4].mean() for phase in range(min(4, len(weight)))] or [0])))
    if len(weight) < 24:
        return best
    centred = weight - weight.mean()
    power = float((centred**2).mean()) + 1e-12
    best_score = 0.0
    for meter in METERS:
        lag = float((centred[meter:] * centred[:-meter]).mean()) / power
        double = float((centred[2 * meter :] * centred[: -2 * meter]).mean()) / power
        score = (lag + double) / 2 * (1.15 if meter == 4 else 0.8 if meter > 5 else 1.0)
        if score > best_score + 0.02:
            best_score = score
            best = (meter, int(np.argmax([weight[phase::meter].mean() for phase in range(meter)])))
    return best
