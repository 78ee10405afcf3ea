"""Hitsounds by what sounds: claps on snares, finishes on new phrases, whistles on melody."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from engine.builtin.structure import PARTS, TOLERANCE, Bar, bars_of
from engine.osu import (
    CLAP,
    FINISH,
    WHISTLE,
    Beatmap,
    HitObject,
    HitSample,
    Slider,
    Spinner,
    TimingPoint,
    end_time,
)
from engine.osu.state import state_at
from engine.osu.timing import Timing
from engine.progress import Reporter
from engine.song import Song

KICK, MELODY, SNARE, HAT = range(4)

SOFT, DRUM = 2, 3

QUIETEST, LOUDEST = 40, 85
"""Volumes (percent) for the quietest and the loudest part of a song."""

UNIT = PARTS // 4
"""Parts of a beat within which sounds of bars alike are mixed."""

OFF_BACKBEAT = 1.35
"""Times the usual snare that a clap beside the backbeat needs; on the backbeat half of that."""

PHRASE_FINISH = 0.25
"""Sound with which a phrase has to begin for a finish."""

SECTION = 4
"""Bars over which volume and sample set stay."""

DRUMS = 0.2
"""Kick and snare of a section with drum samples."""


def hitsounds(song: Song, beatmap: Beatmap, report: Reporter, bars: Sequence[Bar] | None = None) -> Beatmap:
    """A copy of a map with hitsounds and volumes from the song's accents; nothing else differs.

    In taiko sounds are what is played, so there only volumes change.

    Args:
        song: the song.
        beatmap: the map.
        report: progress.
        bars: of the song on the map's timing; none: they are found.
    """
    report.step("Listening for drums", 0.9)
    timing = Timing(beatmap.timing_points)
    objects = beatmap.objects
    if not objects or not timing.red:
        return replace(beatmap)
    bars = bars if bars is not None else bars_of(song, Timing(timing.red))
    if beatmap.general.mode != 1:
        voice = _Voice(song, beatmap, timing, bars)
        objects = [voice.sounded(each) for each in objects]
    if beatmap.general.mode == 3:
        objects = _once_a_row(objects)
    return replace(beatmap, objects=objects, timing_points=_volumes(song, beatmap, timing, bars))


class _Voice:
    """Decides the sound at a time; the same place of bars alike sounds the same."""

    def __init__(self, song: Song, beatmap: Beatmap, timing: Timing, bars: Sequence[Bar]) -> None:
        self._song = song
        self._beatmap = beatmap
        self._timing = timing
        self._bars = bars
        self._starts = np.array([bar.start for bar in bars])
        times = np.array(sorted({time for each in beatmap.objects for time in self._moments(each)}))
        bands = song.onsets.bands_at(times, TOLERANCE)
        self._votes: dict[tuple[int, int], list[NDArray[np.float64]]] = {}
        for time, band in zip(times.tolist(), bands, strict=True):
            self._votes.setdefault(self._place(time), []).append(band)
        # a drum counts when it is strong for this song, not by an absolute measure
        self._typical = [
            float(np.percentile(band[band > 0], 60)) if (band > 0).any() else 1.0 for band in bands.T
        ]
        self._sounds = {time: self._sound(time) for time in times.tolist()}
        self._enliven(times.tolist())

    def _moments(self, each: HitObject) -> list[float]:
        end = end_time(each, self._beatmap, self._timing)
        if isinstance(each, Slider):
            return [float(time) for time in np.linspace(each.time, end, each.slides + 1)]
        return [end if isinstance(each, Spinner) else each.time]

    def _bar(self, time: float) -> int:
        return max(0, int(np.searchsorted(self._starts, time + TOLERANCE, "right")) - 1)

    def _place(self, time: float) -> tuple[int, int]:
        """Pattern of the bar, and units into it."""
        bar = self._bars[self._bar(time)]
        return bar.pattern, round((time - bar.start) / bar.beat * PARTS / UNIT)

    def _sound(self, time: float) -> int:
        """Hitsound bits at a time (ms)."""
        number = self._bar(time)
        bar, (_, place) = self._bars[number], self._place(time)
        band = np.mean(self._votes[self._place(time)], axis=0)
        if place == 0 and bar.phrase and self._new_section(number) and band.sum() > PHRASE_FINISH:
            return FINISH
        beat, off = divmod(place, PARTS // UNIT)
        backbeat = not off and (beat % 2 == 1 if bar.meter % 2 == 0 else beat > 0)
        snare = band[SNARE] / self._typical[SNARE]
        if snare > OFF_BACKBEAT * (0.5 if backbeat else 1.0) and band[SNARE] > 0.8 * band[KICK]:
            return CLAP
        if band[MELODY] > OFF_BACKBEAT * self._typical[MELODY] and band[MELODY] > band[SNARE]:
            return WHISTLE
        return 0

    def _new_section(self, number: int) -> bool:
        """A phrase that is no plain repeat of the one before, or the second of two that are."""
        phrases = [i for i in range(number + 1) if self._bars[i].phrase]
        if len(phrases) < 2:
            return True
        return self._bars[number].pattern != self._bars[phrases[-2]].pattern or len(phrases) % 2 == 1

    def _enliven(self, times: Sequence[float]) -> None:
        """A whistle for the melody's strongest moment of every two bars that would be plain."""
        groups: dict[int, list[float]] = {}
        for time in times:
            groups.setdefault(self._bar(time) // 2, []).append(time)
        for group in groups.values():
            if not any(self._sounds[time] for time in group):
                melody = [float(np.mean(self._votes[self._place(time)], axis=0)[MELODY]) for time in group]
                self._sounds[group[int(np.argmax(melody))]] = WHISTLE

    def sounded(self, each: HitObject) -> HitObject:
        """The object with its sounds; a file of its own that it plays is kept."""
        sample = HitSample(filename=each.sample.filename)
        sounds = [self._sounds[time] for time in self._moments(each)]
        if isinstance(each, Slider):
            return replace(
                each, hitsound=0, sample=sample, edge_sounds=sounds, edge_sets=[(0, 0)] * len(sounds)
            )
        return replace(each, hitsound=sounds[0], sample=sample)


def _once_a_row(objects: Sequence[HitObject]) -> list[HitObject]:
    """Of a chord only the first note sounds more than plain: twice the same sample is only louder."""
    result: list[HitObject] = []
    for each in objects:
        again = bool(result) and result[-1].time == each.time
        result.append(replace(each, hitsound=0) if again else each)
    return result


def _volumes(song: Song, beatmap: Beatmap, timing: Timing, bars: Sequence[Bar]) -> list[TimingPoint]:
    """The map's lines with volumes by loudness, and soft or drum samples, section by section."""
    first, last = beatmap.objects[0].time, max(each.time for each in beatmap.objects)
    loudest = max((bar.loudness for bar in bars), default=1.0) or 1.0
    changes: dict[float, tuple[int, int]] = {}
    now: tuple[int, int] | None = None
    since = 0
    for number, bar in enumerate(bars):
        since = 0 if bar.phrase else since + 1
        if bar.end <= first or bar.start > last or since % SECTION:
            continue
        section = bars[number : number + SECTION]
        loud = sum(each.loudness for each in section) / len(section) / loudest
        volume = int(round((QUIETEST + (LOUDEST - QUIETEST) * min(1.0, loud)) / 5) * 5)
        steps = np.arange(bar.start, section[-1].end, bar.beat / 4)
        drums = song.onsets.bands_at(steps, TOLERANCE)[:, (KICK, SNARE)].mean()
        said = (volume, DRUM if drums > DRUMS else SOFT)
        if said != now:
            changes[float(np.floor(bar.start + 1e-4))] = said
            now = said
    return _merged(beatmap.timing_points, timing, changes)


def _merged(
    points: list[TimingPoint], timing: Timing, changes: dict[float, tuple[int, int]]
) -> list[TimingPoint]:
    """Lines with new volumes and sample sets, and a green line wherever they change between lines."""
    times = sorted(changes)

    def said(time: float) -> tuple[int, int] | None:
        before = [each for each in times if each <= time + 1]
        return changes[before[-1]] if before else (changes[times[0]] if times else None)

    result = []
    for point in points:
        now = said(point.time)
        result.append(replace(point, volume=now[0], sample_set=now[1], sample_index=0) if now else point)
    there = {round(point.time) for point in points}
    for time in times:
        if time > timing.points[0].time and not {round(time) + step for step in (-1, 0, 1)} & there:
            volume, sample_set = changes[time]
            green = state_at(timing, time).green(time, timing.red_at(time).meter)
            result.append(replace(green, volume=volume, sample_set=sample_set, sample_index=0))
    return sorted(result, key=lambda point: (point.time, not point.uninherited))
