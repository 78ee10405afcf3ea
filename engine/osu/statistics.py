"""Figures of a difficulty: counts, drain time, keys, ratios."""

from __future__ import annotations

import itertools
from collections import Counter
from dataclasses import dataclass

from engine.osu.beatmap import Beatmap
from engine.osu.hit_objects import Circle, Hold, Slider, Spinner
from engine.osu.sliders import end_time
from engine.osu.timing import Timing


@dataclass(frozen=True, slots=True)
class Statistics:
    """Figures of one difficulty.

    Attributes:
        circles: count.
        sliders: count.
        spinners: count.
        holds: count.
        drain_time: ms from the first object to the end of the last, without breaks.
        key_count: columns in mania, else 0.
        hitsounded: some object has a sound of its own.
        hold_ratio: share of hold notes.
        scroll_speed_ratio: share of objects at which another scroll speed than at the one before begins.
    """

    circles: int
    sliders: int
    spinners: int
    holds: int
    drain_time: float
    key_count: int
    hitsounded: bool
    hold_ratio: float
    scroll_speed_ratio: float


def statistics(beatmap: Beatmap) -> Statistics:
    """Count a difficulty."""
    timing = Timing(beatmap.timing_points)
    objects = beatmap.objects
    counts = Counter(type(each) for each in objects)
    drain = 0.0
    if objects:
        pauses = sum(each.end - each.start for each in beatmap.breaks)
        drain = max(0.0, max(end_time(each, beatmap, timing) for each in objects) - objects[0].time - pauses)
    speeds = [timing.slider_velocity_at(each.time, 0.01) for each in objects]
    changes = sum(a != b for a, b in itertools.pairwise(speeds))
    return Statistics(
        circles=counts[Circle],
        sliders=counts[Slider],
        spinners=counts[Spinner],
        holds=counts[Hold],
        drain_time=drain,
        key_count=int(beatmap.difficulty.circle_size) if beatmap.general.mode == 3 else 0,
        hitsounded=any(
            each.hitsound or (isinstance(each, Slider) and any(each.edge_sounds)) for each in objects
        ),
        hold_ratio=counts[Hold] / len(objects) if objects else 0.0,
        scroll_speed_ratio=changes / len(objects) if objects else 0.0,
    )
