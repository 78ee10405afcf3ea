"""The weight-free mapper for osu!: rhythm from onsets, placement by flow, the star rating by search."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from engine.builtin.hitsounds import hitsounds
from engine.builtin.placement import Neighbour, Placer
from engine.builtin.rhythm import grid, notes
from engine.builtin.style import settings_for, style_like, style_of
from engine.builtin.timing import find_timing, red_lines
from engine.errors import EngineError
from engine.osu import (
    Beatmap,
    Break,
    DifficultySettings,
    Document,
    TimingPoint,
    end_position,
    end_time,
    kept_until,
    preempt_time,
)
from engine.osu.timing import Timing
from engine.progress import Reporter
from engine.protocol import FailureKind, Options, Task, TempoSection
from engine.rating import rate
from engine.song import Song

SEARCHES = 14
"""Difficulties that are made to meet a star rating."""

CLOSE = 0.06
"""Stars from the wish at which the search ends."""

LONGEST_GAP = 5000.0
"""ms without objects that become a break."""

FASTEST_START = 300.0
"""ms before the first object that the player gets."""


class BuiltinMapper:
    """Fulfils :class:`engine.mapper.Mapper`; osu! standard."""

    name = "builtin"

    def timing(self, song: Song, report: Reporter, options: Options) -> Sequence[TempoSection]:  # noqa: ARG002 - a model's
        """Tempo, offset and meter from the song's onsets."""
        return find_timing(song, report)

    def generate(self, song: Song, host: Beatmap, options: Options, report: Reporter) -> Beatmap:
        """A difficulty of the wanted star rating (4 when none is wished)."""
        _osu_only(host, options)
        wanted = options.difficulty if options.difficulty is not None else 4.0
        if not any(each.uninherited for each in host.timing_points):
            host = replace(host, timing_points=red_lines(find_timing(song, report)))
        return self._searched(song, host, wanted, options, report)

    def guest(self, song: Song, host: Beatmap, options: Options, report: Reporter) -> Beatmap:
        """A difficulty of the host's set: the wanted rating, else four fifths of the host's."""
        _osu_only(host, options)
        wanted = options.difficulty
        if wanted is None:
            wanted = max(1.5, 0.8 * rate(Document.from_beatmap(host).to_bytes())[0])
        return self._searched(song, host, wanted, options, report)

    def remap(self, song: Song, source: Beatmap, options: Options, report: Reporter) -> Beatmap:
        """New objects from `options.start` to `options.end`, in the style of the map around them."""
        _osu_only(source, options)
        start = options.start if options.start is not None else 0.0
        end = options.end if options.end is not None else song.duration
        timing = Timing(source.timing_points)
        free = kept_until(source, start)
        after = next((each for each in source.objects if each.time > end), None)
        style = (
            style_like(source, start, end) if options.difficulty is None else style_of(options.difficulty / 8)
        )
        before = [each for each in source.objects if each.time < start]
        report.step("Placing objects", 0.6)
        first = start if free == start else free + timing.beat_length_at(free) / 4
        last = end if after is None else min(end, after.time - timing.beat_length_at(end) / 4 - 1)
        random = np.random.default_rng(options.seed)
        ticks = grid(song, timing, first, last, max(style.finest, 2))
        plan = [each for each in notes(song, ticks, style, random) if each.time >= start and each.end <= last]
        joined = Neighbour(end_time(before[-1], source, timing), end_position(before[-1])) if before else None
        leads = Neighbour(after.time, (after.x, after.y)) if after is not None else None
        velocity = 100.0 * source.difficulty.slider_multiplier
        placer = Placer(style, _radius(source.difficulty), velocity, random, joined, leads)
        objects = placer.place(plan)
        if not objects:
            report.note("Nothing sounds clearly between these times, so the part is empty now.")
        else:
            objects[0].new_combo = True
        greens = [_plain_green(objects[0].time, timing)] if objects and _not_plain(timing, start, end) else []
        made = replace(source, objects=objects, timing_points=[*timing.red, *greens])
        return hitsounds(song, made, report) if options.hitsounded is not False else made

    def candidates(
        self, task: Task, song: Song, source: Beatmap, options: Options, report: Reporter
    ) -> Sequence[Beatmap]:
        """`options.candidates` answers, one seed after the other."""
        make = {Task.GENERATE: self.generate, Task.REMAP: self.remap, Task.GUEST: self.guest}[task]
        count = options.candidates
        return [
            make(
                song,
                source,
                options.model_copy(update={"seed": (options.seed + number) % 2**63}),
                report.part(number / count, (number + 1) / count),
            )
            for number in range(count)
        ]

    def hitsounds(self, song: Song, source: Beatmap, report: Reporter, options: Options) -> Beatmap:  # noqa: ARG002 - a model's
        """Hitsounds and volumes from the song's accents."""
        return hitsounds(song, source, report)

    def _searched(
        self, song: Song, host: Beatmap, wanted: float, options: Options, report: Reporter
    ) -> Beatmap:
        """Bisect the intensity until the star rating is met; the same seed makes the same map."""
        low, high = 0.0, 1.3
        best: tuple[float, Beatmap] | None = None
        for number in range(SEARCHES):
            report.step("Mapping", 0.3 + 0.5 * number / SEARCHES)
            middle = (low + high) / 2
            made = self._made(song, host, middle, wanted, options)
            stars = rate(Document.from_beatmap(made).to_bytes())[0]
            if best is None or abs(stars - wanted) < abs(best[0] - wanted):
                best = (stars, made)
            if abs(stars - wanted) < CLOSE:
                break
            low, high = (middle, high) if stars < wanted else (low, middle)
        assert best is not None
        if abs(best[0] - wanted) > 0.4:
            report.note(f"This song gives {best[0]:.1f} stars at the nearest, not {wanted:.1f}.")
        return hitsounds(song, best[1], report) if options.hitsounded is not False else best[1]

    def _made(self, song: Song, host: Beatmap, intensity: float, wanted: float, options: Options) -> Beatmap:
        style = style_of(intensity)
        settings = settings_for(wanted, options)
        random = np.random.default_rng(options.seed)
        timing = Timing([each for each in host.timing_points if each.uninherited])
        sounding = song.onsets.times[song.onsets.strength > 0.1]
        start = max(FASTEST_START, float(sounding[0]) - 30 if len(sounding) else 0.0)
        end = min(song.duration - 100, float(sounding[-1]) + 30 if len(sounding) else song.duration)
        ticks = grid(song, timing, start, end, style.finest)
        placer = Placer(style, _radius(settings), 100.0 * settings.slider_multiplier, random)
        objects = placer.place(notes(song, ticks, style, random))
        kiai = _kiai_lines(host) or _find_kiai(song, timing)
        made = replace(
            host, difficulty=settings, objects=objects, timing_points=[*timing.red, *kiai], bookmarks=[]
        )
        made.timing_points.sort(key=lambda point: (point.time, not point.uninherited))
        made.general = replace(host.general, mode=0)
        made.breaks = _breaks(made)
        return made


def _osu_only(beatmap: Beatmap, options: Options) -> None:
    if options.mode not in (None, "osu") or (options.mode is None and beatmap.general.mode != 0):
        raise EngineError(
            FailureKind.ENGINE,
            "The built-in engine maps osu! only so far.",
            'Ask for mode = "osu", or choose a model checkpoint that knows this mode.',
        )


def _radius(settings: DifficultySettings) -> float:
    """Of a circle, px."""
    return 54.4 - 4.48 * settings.circle_size


def _plain_green(time: float, timing: Timing) -> TimingPoint:
    """Slider velocity 1 from here on."""
    point = timing.sample_point_at(time)
    return replace(point, time=time, beat_length=-100.0, uninherited=False, omit_first_barline=False)


def _not_plain(timing: Timing, start: float, end: float) -> bool:
    times = [start, *(point.time for point in timing.points if start <= point.time <= end)]
    return any(timing.slider_velocity_at(time) != 1.0 or not timing.ticks_at(time) for time in times)


def _kiai_lines(host: Beatmap) -> list[TimingPoint]:
    """Green lines for the host's kiai, with slider velocity 1."""
    timing = Timing(host.timing_points)
    lines: list[TimingPoint] = []
    now = False
    for point in timing.points:
        kiai = timing.kiai_at(point.time)
        if kiai != now:
            lines.append(
                replace(point, beat_length=-100.0, uninherited=False, kiai=kiai, omit_first_barline=False)
            )
            now = kiai
    return lines


def _find_kiai(song: Song, timing: Timing) -> list[TimingPoint]:
    """Kiai over the loudest stretch of at least eight measures, where one stands out."""
    if not timing.red:
        return []
    red = timing.red[0]
    step = 4 * red.meter * red.beat_length
    times = np.arange(red.time, song.duration - step, step)
    if len(times) < 6:
        return []
    loud = np.array([song.onsets.loudness_at(np.linspace(time, time + step, 64)).mean() for time in times])
    high = loud > np.quantile(loud, 0.65)
    held = high & (np.roll(high, -1) | np.roll(high, 1))
    edges = np.flatnonzero(np.diff(np.concatenate([[False], held, [False]]).astype(np.int8)))
    return [
        TimingPoint(
            math.floor(red.time + edge * step), -100.0, red.meter, uninherited=False, kiai=number % 2 == 0
        )
        for number, edge in enumerate(edges.tolist())
    ]


def _breaks(beatmap: Beatmap) -> list[Break]:
    """Pauses where nothing is to be played for long."""
    timing = Timing(beatmap.timing_points)
    preempt = preempt_time(beatmap.difficulty.approach_rate)
    result = []
    for one, two in zip(beatmap.objects, beatmap.objects[1:], strict=False):
        stop = end_time(one, beatmap, timing)
        if two.time - stop > LONGEST_GAP:
            result.append(Break(math.ceil(stop) + 200.0, math.floor(two.time - preempt)))
    return result
