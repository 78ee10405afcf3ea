"""Give a difficulty other hitsounds, and change nothing else."""

from __future__ import annotations

from dataclasses import replace

from engine.osu.beatmap import Beatmap
from engine.osu.document import Document
from engine.osu.state import State, state_at
from engine.osu.timing import Timing
from engine.osu.timing_points import TimingPoint


def apply_hitsounds(document: Document, sounded: Beatmap) -> Document:
    """A copy of a difficulty with the hitsounds, sample sets and volumes of `sounded`.

    Objects are matched by order. Of an object only its sounds change; of the lines only sample set,
    sample index and volume; slider velocity and kiai in force stay.

    Raises:
        ValueError: `sounded` has another number of objects.
    """
    beatmap = document.beatmap
    if len(beatmap.objects) != len(sounded.objects):
        raise ValueError(f"{len(sounded.objects)} objects for {len(beatmap.objects)}")
    result = document.copy()
    for i, (old, new) in enumerate(zip(beatmap.objects, sounded.objects, strict=True)):
        if old != new:
            result.set_sounds(i, new)
    removed, added = _lines(beatmap.timing_points, sounded.timing_points)
    result.replace_timing_points(removed, added)
    return result


def _lines(old: list[TimingPoint], sounded: list[TimingPoint]) -> tuple[list[int], list[TimingPoint]]:
    """Indices of lines to remove, and lines to add."""
    before, wanted = Timing(old), Timing(sounded)
    removed, added = [], []
    for i, point in enumerate(old):
        target = _with_samples(point, state_at(wanted, point.time))
        if target != point:
            removed.append(i)
            added.append(target)
    there = {point.time for point in old}
    latest = Timing([*(point for i, point in enumerate(old) if i not in set(removed)), *added])
    for point in sounded:
        if point.time in there:
            continue
        target = _with_samples(point, state_at(wanted, point.time))
        state = state_at(before, point.time)
        green = replace(
            state, sample_set=target.sample_set, sample_index=target.sample_index, volume=target.volume
        )
        if green != state_at(latest, point.time):
            line = green.green(point.time, before.red_at(point.time).meter)
            added.append(line)
            latest = Timing([*latest.points, line])
    return removed, added


def _with_samples(point: TimingPoint, state: State) -> TimingPoint:
    return replace(point, sample_set=state.sample_set, sample_index=state.sample_index, volume=state.volume)
