"""Give a difficulty other red lines."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import replace

from engine.osu.document import Document
from engine.osu.events import Break
from engine.osu.hit_objects import HitObject, Hold, Spinner
from engine.osu.state import state_at
from engine.osu.timing import Timing
from engine.osu.timing_points import TimingPoint


def apply_timing(
    document: Document, red_lines: Sequence[TimingPoint], *, move_objects: bool = False
) -> Document:
    """A copy of a difficulty with other red lines; what its green lines say stays in force.

    With `move_objects` objects, green lines, breaks, bookmarks and the preview point keep their beat.
    """
    result = document.copy()
    beatmap = document.beatmap
    old = Timing(beatmap.timing_points)
    move = _beat_keeper(old, Timing(red_lines)) if move_objects and old.red and red_lines else _stay
    if move_objects:
        _move(result, move)
    greens = [replace(each, time=move(each.time)) for each in beatmap.timing_points if not each.uninherited]
    resets = [state_at(old, each.time).green(move(each.time), each.meter) for each in old.red]
    says = Timing([*resets, *greens])
    reds = [_silent(each, says) for each in red_lines]
    lines: list[TimingPoint] = list(reds)
    for each in [*resets, *(state_at(says, red.time).green(red.time, red.meter) for red in reds), *greens]:
        now = Timing(lines)
        wanted = state_at(says, each.time)
        written = each in greens
        if written or state_at(now, each.time) != wanted:
            lines = [line for line in lines if line.uninherited or line.time != each.time]
            lines.append(each if written else wanted.green(each.time, now.red_at(each.time).meter))
    same = [i for i, each in enumerate(beatmap.timing_points) if each in lines]
    kept = [beatmap.timing_points[i] for i in same]
    result.replace_timing_points(
        [i for i in range(len(beatmap.timing_points)) if i not in set(same)],
        [each for each in lines if each not in kept],
    )
    return result


def _stay(time: float) -> float:
    return time


def _silent(red: TimingPoint, says: Timing) -> TimingPoint:
    """A red line that changes neither samples nor kiai."""
    state = state_at(says, red.time)
    return replace(
        red,
        sample_set=state.sample_set,
        sample_index=state.sample_index,
        volume=state.volume,
        kiai=state.kiai,
    )


def _beat_keeper(old: Timing, new: Timing) -> Callable[[float], float]:
    """Moves a time to the same beat of other red lines."""
    shift = round(_beats(new, old.red[0].time))

    def move(time: float) -> float:
        return float(math.floor(_time(new, _beats(old, time) + shift) + 0.5))

    return move


def _beats(timing: Timing, time: float) -> float:
    """Beats from the first red line to a time."""
    total = 0.0
    for red, following in zip(timing.red, [*timing.red[1:], None], strict=True):
        if following is None or time < following.time:
            return total + (time - red.time) / red.beat_length
        total += (following.time - red.time) / red.beat_length
    return total


def _time(timing: Timing, beats: float) -> float:
    """The time of so many beats after the first red line."""
    for red, following in zip(timing.red, [*timing.red[1:], None], strict=True):
        length = math.inf if following is None else (following.time - red.time) / red.beat_length
        if beats < length:
            return red.time + beats * red.beat_length
        beats -= length
    return timing.red[-1].time


def _move(document: Document, move: Callable[[float], float]) -> None:
    beatmap = document.beatmap
    document.replace_objects(range(len(beatmap.objects)), [_moved(each, move) for each in beatmap.objects])
    if beatmap.breaks:
        document.set_breaks([Break(move(each.start), move(each.end)) for each in beatmap.breaks])
    if beatmap.bookmarks:
        document.set_bookmarks(move(each) for each in beatmap.bookmarks)
    if beatmap.general.preview_time >= 0:
        document.set("General", "PreviewTime", f"{move(beatmap.general.preview_time):.0f}")


def _moved(each: HitObject, move: Callable[[float], float]) -> HitObject:
    if isinstance(each, Spinner | Hold):
        return replace(each, time=move(each.time), end_time=move(each.end_time))
    return replace(each, time=move(each.time))
