"""Makes the difficulties of one song: what is known of the song is worked out once."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

from engine.builtin.catch import map_catch
from engine.builtin.levels import LEVELS, level_number, settings_for
from engine.builtin.lines import find_kiai, kiai_of, lines
from engine.builtin.mania import map_mania
from engine.builtin.osu import map_osu
from engine.builtin.plan import MapMode, Plan, usual_beat
from engine.builtin.search import search, stars_of
from engine.builtin.structure import bars_of
from engine.builtin.taiko import map_taiko
from engine.builtin.ticks import ticks_of
from engine.osu import (
    Beatmap,
    Break,
    General,
    HitObject,
    Slider,
    TimingPoint,
    end_time,
    kept_until,
    preempt_time,
)
from engine.osu.state import state_at
from engine.osu.timing import Timing
from engine.protocol import MODE_NAMES, Mode, Options
from engine.song import Song

MODES: dict[Mode, MapMode] = {"osu": map_osu, "taiko": map_taiko, "catch": map_catch, "mania": map_mania}

LONGEST_GAP = 5000.0
"""ms without objects that become a break."""

FASTEST_START = 300.0
"""ms before the first object that the player gets."""

AROUND = 20_000.0
"""ms on each side of a part that say how hard it should be."""

FEW = 8
"""Objects that say too little of how hard a map is."""

NEIGHBOURS = 36
"""Objects before and after a part that it has to fit: some for every column."""

DEFAULT_KEYS = 4


class Composer:
    """Makes difficulties for one song.

    Args:
        song: the song.
        host: gives red lines, kiai, preview point and metadata.
        mode: of the difficulties.
        options: what the mapper wishes.
        lifts: set kiai where the host has none.
    """

    def __init__(
        self, song: Song, host: Beatmap, mode: Mode, options: Options, *, lifts: bool = False
    ) -> None:
        self.song = song
        self.options = options
        self.mode = mode
        self._host = host
        red = [each for each in host.timing_points if each.uninherited]
        self._timing = Timing(red)
        self.bars = bars_of(song, self._timing)
        self._ticks = ticks_of(song, self.bars)
        self._kiai = kiai_of(Timing(host.timing_points), song.duration)
        if lifts and not self._kiai:
            self._kiai = find_kiai(self.bars)

    def levels_from(self, stars: float) -> range:
        """The level of a star rating and those above it."""
        return range(level_number(stars), len(LEVELS[self.mode]))

    def difficulty(
        self,
        rhythm: float,
        figures: float,
        level: int,
        stars: float,
        within: Sequence[float] | None = None,
    ) -> Beatmap:
        """A whole difficulty, without hitsounds.

        Args:
            rhythm: how much is played.
            figures: how hard it is to play.
            level: whose limits hold.
            stars: wished, for its settings.
            within: times of a harder difficulty to choose from.
        """
        options = self.options
        settings = settings_for(self.mode, level, stars, options)
        if self.mode == "mania":
            settings.circle_size = float(self._keys())
        elif self.mode == "osu" and options.slider_multiplier is None:
            # the criteria's slider velocities are meant for about 180 BPM
            beat = usual_beat(self._timing, self.song.duration)
            settings.slider_multiplier = round(
                settings.slider_multiplier * min(1.25, max(0.8, beat / 350)), 2
            )
        between = (FASTEST_START, self.song.duration - 100)
        plan = Plan(
            self.song,
            self._timing,
            self._ticks,
            self.mode,
            level,
            settings,
            rhythm,
            figures,
            options,
            between,
            within,
        )
        part = MODES[self.mode](plan)
        made = replace(
            self._host,
            general=self._general(),
            difficulty=settings,
            objects=part.objects,
            timing_points=lines(self._timing.red, self._kiai, part.velocities),
            bookmarks=[],
        )
        made.breaks = breaks(made)
        return made

    def part(self, source: Beatmap, start: float, end: float) -> tuple[float, Beatmap]:
        """Stars of a part, and its new objects and green lines from `start` to `end` ms.

        It is as hard as is wished, else as the map around it. Lines of taiko and mania stay as they are
        there; sliders of osu! and catch get velocity 1.
        """
        timing = Timing(source.timing_points)
        before = [each for each in source.objects if each.time < start]
        after = [each for each in source.objects if each.time > end]
        near = [each for each in source.objects if start - AROUND <= each.time <= end + AROUND]
        around = replace(source, objects=near if len(near) >= FEW else source.objects)
        wanted = self.options.difficulty if self.options.difficulty is not None else stars_of(around)
        level = level_number(stars_of(source))
        first, last = self._free(source, timing, start, end)

        def made(rhythm: float, figures: float) -> Beatmap:
            plan = Plan(
                self.song, timing, self._ticks, self.mode, level, source.difficulty, rhythm, figures,
                self.options, (first, last), None, before[-NEIGHBOURS:], after[:NEIGHBOURS], remapped=True,
            )  # fmt: skip
            objects = MODES[self.mode](plan).objects
            return replace(source, objects=_ending_until(objects, source, timing, last))

        stars, result = search(made, wanted, lambda _: None)
        if result.objects:
            result.objects[0].new_combo = True
        inside = [each for each in source.timing_points if each.uninherited or start <= each.time <= end]
        if self.mode in ("osu", "catch"):
            inside = self._timing.red
            if result.objects and _not_plain(timing, start, end):
                inside = [*inside, _plain_green(timing, result.objects[0].time)]
        return stars, replace(result, timing_points=inside)

    def _free(self, source: Beatmap, timing: Timing, start: float, end: float) -> tuple[float, float]:
        """From when to when (ms) objects fit between those that stay."""
        kept = kept_until(source, start) if self.mode != "mania" else start
        first = start if kept == start else kept + timing.beat_length_at(kept) / 4
        after = next((each for each in source.objects if each.time > end), None)
        return first, end if after is None else min(end, after.time - timing.beat_length_at(end) / 4 - 1)

    def _general(self) -> General:
        preview = self._host.general.preview_time
        if preview < 0 and self._kiai:
            preview = int(self._kiai[0][0])
        return replace(self._host.general, mode=MODE_NAMES.index(self.mode), preview_time=preview)

    def _keys(self) -> int:
        if self.options.key_count is not None:
            return self.options.key_count
        if self._host.general.mode == MODE_NAMES.index("mania"):
            return int(self._host.difficulty.circle_size)
        return DEFAULT_KEYS


def played_times(beatmap: Beatmap) -> list[float]:
    """When (ms) something begins, turns or ends: the rhythm an easier difficulty chooses from."""
    timing = Timing(beatmap.timing_points)
    times: set[float] = set()
    for each in beatmap.objects:
        slides = each.slides if isinstance(each, Slider) else 1
        length = end_time(each, beatmap, timing) - each.time
        times |= {each.time + length * part / slides for part in range(slides + 1)}
    return sorted(times)


def breaks(beatmap: Beatmap) -> list[Break]:
    """Pauses where nothing is to be played for long."""
    timing = Timing(beatmap.timing_points)
    preempt = preempt_time(beatmap.difficulty.approach_rate)
    result = []
    stop = -math.inf
    for each in beatmap.objects:
        if stop > -math.inf and each.time - stop > LONGEST_GAP:
            result.append(Break(math.ceil(stop) + 200.0, math.floor(each.time - preempt)))
        stop = max(stop, end_time(each, beatmap, timing))
    return result


def _ending_until(objects: list[HitObject], source: Beatmap, timing: Timing, last: float) -> list[HitObject]:
    plain = Timing(timing.red) if source.general.mode in (0, 2) else timing
    return [each for each in objects if end_time(each, source, plain) <= last + 1]


def _plain_green(timing: Timing, time: float) -> TimingPoint:
    """Slider velocity 1 from here on."""
    return replace(state_at(timing, time), beat_length=-100.0).green(time, timing.red_at(time).meter)


def _not_plain(timing: Timing, start: float, end: float) -> bool:
    times = [start, *(point.time for point in timing.points if start <= point.time <= end)]
    return any(timing.slider_velocity_at(time) != 1.0 or not timing.ticks_at(time) for time in times)
