"""Faults planted in a difficulty, one at a time, as a mapper's slip of the hand would make them."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import numpy as np

from engine.osu import (
    CLAP,
    FINISH,
    WHISTLE,
    Circle,
    Document,
    HitObject,
    Hold,
    Slider,
    Spinner,
    Timing,
    TimingPoint,
    column,
    end_position,
    end_time,
)

Random = np.random.Generator

LEAST_DISTANCE = 24.0
"""px: what is nearer is a stack, and twice a stack is a stack."""

SHIFT = 8.0
"""ms by which a timing is shifted."""


@dataclass(frozen=True)
class Fault:
    """A difficulty with one fault.

    Attributes:
        document: the changed difficulty.
        times: ms at which a mapper finds the fault; empty: it is everywhere.
    """

    document: Document
    times: tuple[float, ...]


Planter = Callable[[Document, Random], Fault | None]
"""Plants a fault at a random place; none where there is no such place."""


def moved_in_time(document: Document, random: Random) -> Fault | None:
    """A circle an eighth of a beat early or late."""
    beatmap, timing = document.beatmap, Timing(document.beatmap.timing_points)
    objects = beatmap.objects
    ends = [end_time(each, beatmap, timing) for each in objects]
    for i in _shuffled(random, [i for i in range(1, len(objects) - 1) if isinstance(objects[i], Circle)]):
        time = math.floor(
            objects[i].time + random.choice([-1, 1]) * timing.beat_length_at(objects[i].time) / 8
        )
        if ends[i - 1] + 10 < time < objects[i + 1].time - 10:
            return Fault(_with(document, i, replace(objects[i], time=float(time))), (time,))
    return None


def sound_dropped(document: Document, random: Random) -> Fault | None:
    """The hitsounds of an object, or of a slider's head, taken away."""
    return _sounding(document, random, lambda sound: 0 if sound else None)


def sound_added(document: Document, random: Random) -> Fault | None:
    """A whistle, finish or clap where the object had no hitsound."""
    added = int(random.choice([WHISTLE, FINISH, CLAP]))
    return _sounding(document, random, lambda sound: None if sound else added)


def _sounding(document: Document, random: Random, change: Callable[[int], int | None]) -> Fault | None:
    objects = document.beatmap.objects
    for i in _shuffled(random, range(len(objects))):
        each = objects[i]
        edges = each.edge_sounds if isinstance(each, Slider) else []
        changed = change((edges[0] if edges else each.hitsound) & (WHISTLE | FINISH | CLAP))
        if changed is None or isinstance(each, Spinner):
            continue
        if isinstance(each, Slider):
            rest = [*edges, *[each.hitsound] * (each.slides + 1 - len(edges))][1:]
            return Fault(_with(document, i, replace(each, edge_sounds=[changed, *rest])), (each.time,))
        return Fault(_with(document, i, replace(each, hitsound=changed)), (each.time,))
    return None


def combo_flipped(document: Document, random: Random) -> Fault | None:
    """A new combo taken away where there was one, or begun where there was none, each as often."""
    objects = document.beatmap.objects
    wanted = bool(random.integers(2))
    fitting = [
        i
        for i in range(1, len(objects))
        if objects[i].new_combo == wanted
        and not isinstance(objects[i], Spinner)
        and not isinstance(objects[i - 1], Spinner)
    ]
    for i in _shuffled(random, fitting):
        flipped = replace(objects[i], new_combo=not wanted)
        return Fault(_with(document, i, flipped), (objects[i].time,))
    return None


def spaced_apart(document: Document, random: Random) -> Fault | None:
    """A circle twice as far from the object before it; later objects stay."""
    objects = document.beatmap.objects
    for i, (x, y) in _doubled(document, random):
        if isinstance(objects[i], Circle) and _inside(x, y):
            return Fault(_with(document, i, replace(objects[i], x=x, y=y)), (objects[i].time,))
    return None


def spaced_apart_with_the_rest(document: Document, random: Random) -> Fault | None:
    """A circle twice as far from the object before it; the rest of its combo moves along."""
    objects = document.beatmap.objects
    for i, (x, y) in _doubled(document, random):
        end = next((k for k in range(i + 1, len(objects)) if objects[k].new_combo), len(objects))
        dx = x - objects[i].x
        dy = 0.0 if document.beatmap.general.mode == 2 else y - objects[i].y
        pattern = objects[i:end]
        if not all(_inside(each.x + dx, each.y + dy) for each in pattern):
            continue
        if any(isinstance(each, Spinner) for each in pattern):
            continue
        result = document.copy()
        result.replace_objects(range(i, end), [_moved(each, dx, dy) for each in pattern])
        return Fault(result, (objects[i].time,))
    return None


def _doubled(document: Document, random: Random) -> Iterator[tuple[int, tuple[float, float]]]:
    objects = document.beatmap.objects
    for i in _shuffled(random, range(1, len(objects))):
        if isinstance(objects[i], Spinner | Hold) or isinstance(objects[i - 1], Spinner | Hold):
            continue
        x, y = end_position(objects[i - 1])
        sideways = document.beatmap.general.mode == 2
        distance = abs(objects[i].x - x) if sideways else math.dist((x, y), (objects[i].x, objects[i].y))
        if distance >= LEAST_DISTANCE:
            yield i, (round(2 * objects[i].x - x), round(2 * objects[i].y - y))


def _inside(x: float, y: float) -> bool:
    return 0 <= x <= 512 and 0 <= y <= 384


def _moved(each: HitObject, dx: float, dy: float) -> HitObject:
    moved = replace(each, x=each.x + dx, y=each.y + dy)
    if isinstance(moved, Slider):
        moved.segments = [
            replace(segment, points=[(x + dx, y + dy) for x, y in segment.points])
            for segment in moved.segments
        ]
    return moved


def sample_set_changed(document: Document, random: Random) -> Fault | None:
    """An object that sounds with another sample set than it did."""
    objects, timing = document.beatmap.objects, Timing(document.beatmap.timing_points)
    for i in _shuffled(random, range(len(objects))):
        each = objects[i]
        if isinstance(each, Spinner):
            continue
        inherited = timing.sample_point_at(each.time).sample_set
        edges = each.edge_sets if isinstance(each, Slider) else []
        was = (edges[0][0] if edges else each.sample.normal_set) or inherited
        other = int(random.choice([number for number in (1, 2, 3) if number != was]))
        if isinstance(each, Slider):
            rest = [*edges, *[(each.sample.normal_set, each.sample.addition_set)] * (each.slides + 1)]
            sets = [(other, other), *rest[1 : each.slides + 1]]
            sounds = each.edge_sounds or [each.hitsound] * (each.slides + 1)
            changed: HitObject = replace(each, edge_sets=sets, edge_sounds=sounds)
        else:
            changed = replace(each, sample=replace(each.sample, normal_set=other, addition_set=other))
        return Fault(_with(document, i, changed), (each.time,))
    return None


def volume_changed(document: Document, random: Random) -> Fault | None:
    """A line 15 to 40 percent louder or quieter than it was."""

    def change(point: TimingPoint) -> TimingPoint | None:
        volume = point.volume + int(random.choice([-1, 1]) * random.integers(15, 41))
        return replace(point, volume=volume) if 5 <= volume <= 100 else None

    return _line_changed(document, random, change, sliders=False)


def velocity_changed(document: Document, random: Random) -> Fault | None:
    """A line half as fast again, or two thirds as fast; its sliders take the time they took."""
    factor = float(random.choice([2 / 3, 3 / 4, 4 / 3, 3 / 2]))

    def change(point: TimingPoint) -> TimingPoint | None:
        if point.uninherited or not point.beat_length < 0:
            return None
        return replace(point, beat_length=point.beat_length / factor)

    fault = _line_changed(document, random, change, sliders=True)
    if fault is None or document.beatmap.general.mode == 3:
        return fault
    start, end = fault.times[0], fault.times[-1]
    result = fault.document
    longer = {
        i: replace(each, length=each.length * factor)
        for i, each in enumerate(result.beatmap.objects)
        if isinstance(each, Slider) and start <= each.time <= end
    }
    result.replace_objects(longer, longer.values())
    return fault


def _line_changed(
    document: Document, random: Random, change: Callable[[TimingPoint], TimingPoint | None], sliders: bool
) -> Fault | None:
    points = document.beatmap.timing_points
    for i in _shuffled(random, range(len(points))):
        end = min((each.time for each in points if each.time > points[i].time), default=math.inf)
        times = [
            each.time
            for each in document.beatmap.objects
            if points[i].time <= each.time < end and (not sliders or isinstance(each, Slider))
        ]
        alone = sum(each.time == points[i].time for each in points) == 1
        changed = change(points[i])
        if times and alone and changed is not None:
            result = document.copy()
            result.replace_timing_points([i], [changed])
            return Fault(result, tuple(times))
    return None


def removed(document: Document, random: Random) -> Fault | None:
    """A circle taken away; a combo that it began is begun by the next object."""
    objects = document.beatmap.objects
    for i in _shuffled(random, range(1, len(objects) - 1)):
        if isinstance(objects[i], Circle):
            result = document.copy()
            after = objects[i + 1]
            kept = replace(after, new_combo=after.new_combo or objects[i].new_combo)
            result.replace_objects([i, i + 1], [kept])
            return Fault(result, (objects[i].time,))
    return None


def note_in_another_column(document: Document, random: Random) -> Fault | None:
    """A mania note in a column that is free at that time."""
    if document.beatmap.general.mode != 3:
        return None
    objects = document.beatmap.objects
    keys = max(1, int(document.beatmap.difficulty.circle_size))
    for i in _shuffled(random, range(len(objects))):
        own = column(objects[i].x, keys)
        taken = {column(each.x, keys) for each in objects if abs(each.time - objects[i].time) < 150}
        free = [k for k in range(keys) if k not in taken and k != own]
        if free and isinstance(objects[i], Circle):
            x = float(math.floor((random.choice(free) + 0.5) * 512 / keys))
            return Fault(_with(document, i, replace(objects[i], x=x)), (objects[i].time,))
    return None


def drum_swapped(document: Document, random: Random) -> Fault | None:
    """A taiko don for a kat, or the other way round."""
    if document.beatmap.general.mode != 1:
        return None
    objects = document.beatmap.objects
    for i in _shuffled(random, [i for i, each in enumerate(objects) if isinstance(each, Circle)]):
        kat = bool(objects[i].hitsound & (WHISTLE | CLAP))
        sound = objects[i].hitsound & FINISH | (0 if kat else CLAP)
        return Fault(_with(document, i, replace(objects[i], hitsound=sound)), (objects[i].time,))
    return None


def timing_shifted(document: Document, random: Random) -> Fault | None:
    """Lines and objects 8 ms early or late against the song."""
    by = SHIFT * float(random.choice([-1, 1]))
    result = document.copy()
    beatmap = document.beatmap
    result.replace_objects(range(len(beatmap.objects)), [_later(each, by) for each in beatmap.objects])
    result.replace_timing_points(
        range(len(beatmap.timing_points)),
        [replace(each, time=each.time + by) for each in beatmap.timing_points],
    )
    return Fault(result, ())


def _later(each: HitObject, by: float) -> HitObject:
    if isinstance(each, Spinner | Hold):
        return replace(each, time=each.time + by, end_time=each.end_time + by)
    return replace(each, time=each.time + by)


def _with(document: Document, index: int, changed: HitObject) -> Document:
    result = document.copy()
    result.replace_objects([index], [changed])
    return result


def _shuffled(random: Random, indices: range | list[int]) -> list[int]:
    return [int(i) for i in random.permutation(np.asarray(indices, np.int64))]


KINDS: dict[str, Planter] = {
    "object moved by 1/8 beat": moved_in_time,
    "object removed": removed,
    "hitsound dropped": sound_dropped,
    "hitsound added": sound_added,
    "sample set changed": sample_set_changed,
    "new combo flipped": combo_flipped,
    "spacing doubled, later objects stay": spaced_apart,
    "spacing doubled, combo moved along": spaced_apart_with_the_rest,
    "slider velocity changed": velocity_changed,
    "volume changed": volume_changed,
    "taiko don and kat swapped": drum_swapped,
    "mania note in another column": note_in_another_column,
    "timing shifted by 8 ms": timing_shifted,
}
"""What is planted, in the words of the table."""
