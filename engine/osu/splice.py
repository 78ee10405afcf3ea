"""Replace a time range of a difficulty so that everything outside stays as it was."""

from __future__ import annotations

import math
from dataclasses import replace

from engine.osu.beatmap import Beatmap
from engine.osu.document import Document
from engine.osu.sliders import end_time
from engine.osu.state import state_at
from engine.osu.timing import Timing
from engine.osu.timing_points import TimingPoint


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
