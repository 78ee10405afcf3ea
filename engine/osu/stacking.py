"""How far objects at one place are shifted so that all can be seen (ppy/osu, OsuBeatmapProcessor)."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from engine.osu.beatmap import Beatmap
from engine.osu.curves import Point
from engine.osu.hit_objects import Circle, Slider, Spinner
from engine.osu.single import single
from engine.osu.sliders import SliderTiming, end_time, slider_timing
from engine.osu.timing import Timing

STACK_DISTANCE = 3.0
"""Objects closer than this (px) are at one place."""


@dataclass(slots=True)
class _Placed:
    kind: type
    time: float
    end: float
    head: Point
    tail: Point
    path_end: Point
    height: int = 0


def preempt_time(approach_rate: float) -> float:
    """Ms an object is visible before its time."""
    if approach_rate > 5:
        return 1200 - 750 * ((approach_rate - 5) / 5)
    return 1200 + 600 * ((5 - approach_rate) / 5) if approach_rate < 5 else 1200.0


def stack_offset(circle_size: float, height: int) -> float:
    """Px to add to x and y of an object of this stack height."""
    return height * object_scale(circle_size) * -6.4


def object_scale(circle_size: float) -> float:
    """Size of objects as a part of 128 px, with the hair that stable's rounding adds."""
    return (1.0 - 0.7 * (circle_size - 5) / 5) / 2 * 1.00041


def circle_radius(circle_size: float) -> float:
    """Px of a circle, as mappers and criteria count it."""
    return 54.4 - 4.48 * circle_size


def stack_heights(
    beatmap: Beatmap, timing: Timing | None = None, sliders: Mapping[int, SliderTiming] = MappingProxyType({})
) -> list[int]:
    """The stack height of each object, in the order of `beatmap.objects`; all 0 outside osu!.

    Args:
        beatmap: of any mode.
        timing: of its lines, where it is known already.
        sliders: the timing of its sliders by their index, as far as it is known already.
    """
    if beatmap.general.mode != 0:
        return [0] * len(beatmap.objects)
    timing = timing or Timing(beatmap.timing_points)
    order = sorted(range(len(beatmap.objects)), key=lambda i: beatmap.objects[i].time)
    placed = [_place(beatmap, i, timing, sliders.get(i)) for i in order]
    preempt = math.trunc(preempt_time(single(beatmap.difficulty.approach_rate)))
    threshold = single(preempt * single(beatmap.general.stack_leniency))
    if beatmap.format_version >= 6:
        _stack(placed, threshold)
    else:
        _stack_old(placed, threshold)
    heights = [0] * len(placed)
    for i, each in zip(order, placed, strict=True):
        heights[i] = each.height
    return heights


def _place(beatmap: Beatmap, index: int, timing: Timing, known: SliderTiming | None) -> _Placed:
    each = beatmap.objects[index]
    head = (each.x, each.y)
    if not isinstance(each, Slider):
        return _Placed(type(each), each.time, end_time(each, beatmap, timing), head, head, head)
    how = known or slider_timing(each, beatmap, timing)
    path_end = how.path.position_at(how.path.length)
    tail = path_end if each.slides % 2 else head
    return _Placed(Slider, each.time, each.time + how.span * each.slides, head, tail, path_end)


def _near(a: Point, b: Point) -> bool:
    return math.dist(a, b) < STACK_DISTANCE


def _stack(placed: list[_Placed], threshold: float) -> None:
    """Files from v6 on: backwards, stacks grow towards the earlier objects."""
    for i in range(len(placed) - 1, 0, -1):
        current = placed[i]
        if current.height != 0 or current.kind is Spinner:
            continue
        n = i
        if current.kind is Circle:
            _stack_on_circle(placed, n, threshold)
        elif current.kind is Slider:
            while (n := n - 1) >= 0:
                other = placed[n]
                if other.kind is Spinner:
                    continue
                if current.time - other.time > threshold:
                    break
                if _near(other.tail, current.head):
                    other.height = current.height + 1
                    current = other


def _stack_on_circle(placed: list[_Placed], n: int, threshold: float) -> None:
    current, i = placed[n], n
    while (n := n - 1) >= 0:
        other = placed[n]
        if other.kind is Spinner:
            continue
        if math.trunc(current.time) - math.trunc(other.end) > threshold:
            break
        if other.kind is Slider and _near(other.tail, current.head):
            # circles under a slider's end go the other way, below it
            offset = current.height - other.height + 1
            for below in placed[n + 1 : i + 1]:
                if _near(other.tail, below.head):
                    below.height -= offset
            break
        if _near(other.head, current.head):
            other.height = current.height + 1
            current = other


def _stack_old(placed: list[_Placed], threshold: float) -> None:
    """Files before v6: forwards, each object looks at those that follow it."""
    for i, current in enumerate(placed):
        if current.height != 0 and current.kind is not Slider:
            continue
        start, slider_stack = current.end, 0
        for other in placed[i + 1 :]:
            if other.time - threshold > start:
                break
            if _near(other.head, current.head):
                current.height += 1
                start = other.end
            elif _near(other.head, current.path_end):
                # the objects that follow lie under the slider's end, and so move down and right
                slider_stack += 1
                other.height -= slider_stack
                start = other.end
