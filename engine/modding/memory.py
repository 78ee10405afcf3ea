"""What a checkpoint said of a difficulty the last time: after an edit only its surroundings are read."""

from __future__ import annotations

import math
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from engine.modding.subject import Subject
from engine.osu import Beatmap, HitObject, TimingPoint
from engine.progress import Reporter
from engine.protocol import Options
from engine.song import Song

if TYPE_CHECKING:  # a checkpoint needs torch, which may not be installed
    from engine.mapper import CheckpointMapper, Surprise

REMEMBERED = 8
"""Difficulties."""

SAME_STARS = 0.1
"""A star rating that changed by less is still the same wish: every edit changes it a little, and it is heard
in every window."""

EVERYTHING = (-math.inf, math.inf)


@dataclass(frozen=True)
class _Known:
    beatmap: Beatmap
    stars: float
    surprises: tuple[Surprise, ...]


class ModelMemory:
    """Remembers the difficulties read last."""

    def __init__(self) -> None:
        self._known: OrderedDict[tuple[str, str, str], _Known] = OrderedDict()

    def surprises(
        self, mapper: CheckpointMapper, song: Song, subject: Subject, options: Options, report: Reporter
    ) -> Sequence[Surprise]:
        """Where the difficulty is not as the checkpoint would have it; what is known is not read again.

        Raises:
            EngineError: the checkpoint cannot read this difficulty.
        """
        beatmap = subject.beatmap
        key = (mapper.name, song.sha256, beatmap.metadata.version)
        known = self._known.pop(key, None)
        same = known is not None and abs(known.stars - subject.stars) < SAME_STARS
        stars = known.stars if known is not None and same else subject.stars
        if options.difficulty is None:
            options = options.model_copy(update={"difficulty": round(stars, 2)})
        start, end = touched(known.beatmap, beatmap) if known is not None and same else EVERYTHING
        kept: tuple[Surprise, ...] = known.surprises if known is not None else ()
        found: list[Surprise] = []
        if start <= end:
            # a window hears as much as it is long before and after what it says
            around = mapper.checkpoint.preset.window_ms
            start, end = start - around, end + around
            kept = tuple(each for each in kept if not start <= each.time <= end)
            between = (start, end) if math.isfinite(start) else None
            found = [
                each
                for each in mapper.surprises(song, beatmap, options, report, between)
                if start <= each.time <= end
            ]
        result = (*kept, *found)
        self._known[key] = _Known(beatmap, stars, result)
        while len(self._known) > REMEMBERED:
            self._known.popitem(last=False)
        return result


def touched(before: Beatmap, after: Beatmap) -> tuple[float, float]:
    """The times (ms) between which two states of a difficulty differ; from infinity where they do not."""
    if _without_content(before) != _without_content(after):
        return EVERYTHING
    lines = _differing(before.timing_points, after.timing_points)
    if any(isinstance(each, TimingPoint) and each.uninherited for each in lines):
        return EVERYTHING
    times = [each.time for each in (*lines, *_differing(before.objects, after.objects))]
    if lines:
        # what a green line says holds until the next one
        following = [p.time for p in (*before.timing_points, *after.timing_points) if p.time > max(times)]
        times.append(min(following, default=math.inf))
    return min(times, default=math.inf), max(times, default=-math.inf)


def _without_content(beatmap: Beatmap) -> Beatmap:
    return replace(beatmap, objects=[], timing_points=[], bookmarks=[], warnings=[])


def _differing(
    before: Sequence[HitObject | TimingPoint], after: Sequence[HitObject | TimingPoint]
) -> list[HitObject | TimingPoint]:
    """The stretches of two lists between their common beginning and their common end."""
    first, shortest = 0, min(len(before), len(after))
    while first < shortest and before[first] == after[first]:
        first += 1
    last = 0
    while last < shortest - first and before[-1 - last] == after[-1 - last]:
        last += 1
    return [*before[first : len(before) - last], *after[first : len(after) - last]]
