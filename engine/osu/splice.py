"""Replace a time range of a difficulty so that everything outside stays as it was."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

from engine.osu.beatmap import Beatmap
from engine.osu.document import Document
from engine.osu.sliders import end_time
from engine.osu.timing import Timing
from engine.osu.timing_points import TimingPoint


@dataclass(frozen=True)
class State:
    """What lines other than tempo say at a time.

    Attributes:
        beat_length: of a green line saying this slider velocity (-100: velocity 1).
        ticks: sliders have ticks; a green line of NaN takes them away.
        sample_set: 0 to 3.
        sample_index: custom sample number.
        volume: percent.
        kiai: kiai time.
    """

    beat_length: float
    ticks: bool
    sample_set: int
    sample_index: int
    volume: int
    kiai: bool

    def green(self, time: float, meter: int) -> TimingPoint:
        """A green line that says it."""
        beat_length = self.beat_length if self.ticks else math.nan
        return TimingPoint(
            time, beat_length, meter, self.sample_set, self.sample_index, self.volume, False, self.kiai
        )


def state_at(timing: Timing, time: float) -> State:
    """What is in force at a time."""
    point = timing.sample_point_at(time)
    green = timing.point_at(time) is not None and not point.uninherited
    ticks = timing.ticks_at(time)
    return State(
        point.beat_length if green and ticks else -100.0,
        ticks,
        point.sample_set,
        point.sample_index,
        point.volume,
        point.kiai and timing.point_at(time) is not None,
    )


def kept_until(beatmap: Beatmap, start: float) -> float:
    """Until when (ms) an object that begins before `start` and stays reaches into the range; else `start`."""
    timing = Timing(beatmap.timing_points)
    before = [end_time(each, beatmap, timing) for each in beatmap.objects if each.time < start]
    return max([start, *before])


def splice(document: Document, start: float, end: float, fragment: Beatmap) -> Document:
    """A copy of a difficulty with other objects and green lines from `start` to `end` (ms, inclusive).

    Objects that begin in the range are replaced whole, wherever they end; objects that begin before it
    stay whole. Red lines and kiai stay. Slider velocity, sample set, sample index, volume and kiai in
    force before `start` and after `end` stay; where that needs a line, one is added 1 ms behind `end`.
    """
    result = document.copy()
    beatmap = document.beatmap
    result.replace_objects(
        [i for i, each in enumerate(beatmap.objects) if start <= each.time <= end],
        [each for each in fragment.objects if start <= each.time <= end],
    )
    old = Timing(beatmap.timing_points)
    removed = [
        i
        for i, each in enumerate(beatmap.timing_points)
        # the first line of all counts before itself as well
        if not each.uninherited and start <= each.time <= end and each is not old.points[0]
    ]
    kept = [each for i, each in enumerate(beatmap.timing_points) if i not in set(removed)]
    added = _greens(beatmap, fragment, start, end, old, kept)
    removed, added = _without_unchanged(beatmap, removed, added)
    result.replace_timing_points(removed, added)
    return result


def _greens(
    beatmap: Beatmap, fragment: Beatmap, start: float, end: float, old: Timing, kept: list[TimingPoint]
) -> list[TimingPoint]:
    """The green lines of the range, each because something changes there, and the restoring one."""
    # a line before the first one would change what counts before both
    first = min((each.time for each in beatmap.timing_points), default=math.inf)
    wanted = {
        each.time: each for each in fragment.timing_points if not each.uninherited and each.time >= first
    }
    kiai_changes = {
        each.time
        for each in beatmap.timing_points
        if start <= each.time <= end
        and old.kiai_at(each.time) != old.kiai_at(math.nextafter(each.time, -math.inf))
    }
    points = list(kept)
    added: list[TimingPoint] = []

    def add(green: TimingPoint) -> None:
        points.append(green)
        added.append(green)

    for time in sorted({time for time in wanted if start <= time <= end} | kiai_changes):
        now = Timing(points)
        current = state_at(now, time)
        target = replace(current, kiai=old.kiai_at(time))
        if time in wanted:
            green = wanted[time]
            target = replace(state_at(Timing([green]), time), kiai=old.kiai_at(time))
        if target != current:
            add(target.green(time, now.red_at(time).meter))
    after = math.floor(end) + 1.0
    now = Timing(points)
    if points and state_at(old, after) != state_at(now, after):
        add(state_at(old, after).green(after, now.red_at(after).meter))
    return added


def _without_unchanged(
    beatmap: Beatmap, removed: list[int], added: list[TimingPoint]
) -> tuple[list[int], list[TimingPoint]]:
    """A line that would be removed and added again stays where it is, to the byte."""
    rest = list(added)
    gone = []
    for i in removed:
        same = next((each for each in rest if each == beatmap.timing_points[i]), None)
        if same is None:
            gone.append(i)
        else:
            rest.remove(same)
    return gone, rest
