"""Hitsounds by what sounds: claps on snares, finishes on crashes and new phrases, whistles on melody."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

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
from engine.osu.splice import state_at
from engine.osu.timing import Timing
from engine.progress import Reporter
from engine.song import Song

KICK, MELODY, SNARE, HAT = range(4)

SOFT, DRUM = 2, 3

PHRASE = 8
"""Measures of a phrase."""

QUIETEST, LOUDEST = 40, 85
"""Volumes (percent) for the quietest and the loudest part of a song."""


def hitsounds(song: Song, beatmap: Beatmap, report: Reporter) -> Beatmap:
    """A copy of a map with hitsounds and volumes from the song's accents; nothing else differs.

    In taiko sounds are what is played, so there only volumes change.
    """
    report.step("Listening for drums", 0.5)
    timing = Timing(beatmap.timing_points)
    objects = beatmap.objects
    if beatmap.general.mode != 1:
        voice = _Voice(song, timing, beatmap)
        objects = [voice.sounded(each, end_time(each, beatmap, timing)) for each in objects]
    return replace(beatmap, objects=objects, timing_points=_volumes(song, beatmap, timing))


class _Voice:
    """Decides the sound at a time; the same place of similar measures sounds the same."""

    def __init__(self, song: Song, timing: Timing, beatmap: Beatmap) -> None:
        self._song = song
        self._timing = timing
        times = np.array([each.time for each in beatmap.objects]) if beatmap.objects else np.zeros(0)
        bands = song.onsets.bands_at(times)
        # a drum counts when it is strong for this song, not by an absolute measure
        self._typical = np.array(
            [np.percentile(band[band > 0], 60) if (band > 0).any() else 1.0 for band in bands.T]
        )
        self._votes: dict[tuple[int, int], list[NDArray[np.float64]]] = {}
        for time, band in zip(times.tolist(), bands, strict=True):
            self._votes.setdefault(self._place(time), []).append(band)

    def _place(self, time: float) -> tuple[int, int]:
        """Phrase and quarter-beat of the measure."""
        red = self._timing.red_at(time)
        beats = (time - red.time) / red.beat_length
        measure = int(beats // red.meter)
        return measure // PHRASE, round(beats % red.meter * 4) % (red.meter * 4)

    def sound_at(self, time: float) -> int:
        """Hitsound bits at a time (ms)."""
        own = self._song.onsets.bands_at(np.array([time]))[0]
        votes = self._votes.get(self._place(time), [own])
        band = 0.5 * own + 0.5 * np.mean(votes, axis=0)
        red = self._timing.red_at(time)
        beats = (time - red.time) / red.beat_length
        on_beat = abs(beats - round(beats)) < 0.06
        place = round(beats) % red.meter
        downbeat = on_beat and place == 0
        if downbeat and round(beats) // red.meter % PHRASE == 0 and band.sum() > 0.3:
            return FINISH
        backbeat = on_beat and (place % 2 == 1 if red.meter == 4 else place > 0)
        if (
            band[SNARE] > self._typical[SNARE] * (0.7 if backbeat else 1.35)
            and band[SNARE] > 0.8 * band[KICK]
        ):
            return CLAP
        if band[MELODY] > 1.35 * self._typical[MELODY] and band[MELODY] > band[SNARE]:
            return WHISTLE
        return 0

    def sounded(self, each: HitObject, end: float) -> HitObject:
        """The object with its sounds; a file of its own that it plays is kept."""
        sample = HitSample(filename=each.sample.filename)
        if isinstance(each, Slider):
            edges = np.linspace(each.time, end, each.slides + 1).tolist()
            sounds = [self.sound_at(time) for time in edges]
            return replace(
                each, hitsound=0, sample=sample, edge_sounds=sounds, edge_sets=[(0, 0)] * len(sounds)
            )
        at = end if isinstance(each, Spinner) else each.time
        sound = self.sound_at(at)
        return replace(each, hitsound=sound, sample=sample)


def _volumes(song: Song, beatmap: Beatmap, timing: Timing) -> list[TimingPoint]:
    """The map's lines with volumes by the loudness of each pair of measures, and soft or drum by section."""
    if not beatmap.objects or not timing.red:
        return list(beatmap.timing_points)
    start, end = beatmap.objects[0].time, beatmap.objects[-1].time
    changes: dict[float, tuple[int, int]] = {}
    last: tuple[int, int] | None = None
    for red, following in zip(timing.red, [*timing.red[1:], None], strict=True):
        step = 2 * red.meter * timing.beat_length_at(red.time)
        stop = min(end, following.time) if following else end
        first = red.time + np.floor((max(start, red.time) - red.time) / step) * step
        for time in np.arange(first, stop + 1, step):
            loud = float(np.mean(song.onsets.loudness_at(np.linspace(time, time + step, 32))))
            volume = int(round((QUIETEST + (LOUDEST - QUIETEST) * min(1.0, loud * 1.1)) / 5) * 5)
            drums = song.onsets.bands_at(np.arange(time, time + step, step / 16))[:, (KICK, SNARE)].mean()
            now = (volume, DRUM if drums > 0.22 else SOFT)
            if now != last:
                changes[float(np.floor(time))] = now
                last = now
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
        if not {round(time) + step for step in (-1, 0, 1)} & there:
            volume, sample_set = changes[time]
            green = state_at(timing, time).green(time, timing.red_at(time).meter)
            result.append(replace(green, volume=volume, sample_set=sample_set, sample_index=0))
    return sorted(result, key=lambda point: (point.time, not point.uninherited))
