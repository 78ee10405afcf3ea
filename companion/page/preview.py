"""A difficulty as the page draws and plays it: plain values for JSON, times in ms, positions in osu! pixels.

Everything that takes the game's rules (paths, stacking, combos, samples in force) is decided here, so that
the browser only draws.
"""

from __future__ import annotations

from typing import Any

from companion.page.preview_sounds import sounds
from engine.osu import (
    Beatmap,
    Circle,
    HitObject,
    Hold,
    Slider,
    Spinner,
    Timing,
    catch_objects,
    catcher_width,
    column,
    combo_numbers,
    end_time,
    nested_objects,
    preempt_time,
    slider_timing,
    stack_heights,
    stack_offset,
)

KINDS = {Circle: "circle", Slider: "slider", Spinner: "spinner", Hold: "hold"}

COLOURS = [(255, 146, 64), (92, 214, 122), (82, 158, 255), (242, 92, 132)]
"""Combo colours where a map brings none."""


def preview(beatmap: Beatmap) -> dict[str, Any]:
    """What the browser needs to show and play a difficulty.

    Raises:
        DecodeError: a slider is too absurd to be drawn.
    """
    timing = Timing(beatmap.timing_points)
    colours = beatmap.combo_colours or COLOURS
    settings = beatmap.difficulty
    return {
        "mode": beatmap.general.mode,
        "title": f"{beatmap.metadata.artist} - {beatmap.metadata.title}",
        "version": beatmap.metadata.version,
        "circle_size": settings.circle_size,
        "preempt": preempt_time(settings.approach_rate),
        "slider_multiplier": settings.slider_multiplier,
        "preview_time": beatmap.general.preview_time,
        "bookmarks": beatmap.bookmarks,
        "breaks": [[each.start, each.end] for each in beatmap.breaks],
        "kiai": _kiai(timing),
        "colours": [f"rgb({red}, {green}, {blue})" for red, green, blue in colours],
        "beats": [[each.time, timing.beat_length_at(each.time), each.meter] for each in timing.red],
        "velocities": [[each.time, timing.slider_velocity_at(each.time, 0.01)] for each in timing.points],
        "objects": _objects(beatmap, timing, len(colours)),
        "fruits": _fruits(beatmap) if beatmap.general.mode == 2 else [],
        "catcher_width": catcher_width(settings.circle_size),
        "sounds": sounds(beatmap, timing),
    }


def _fruits(beatmap: Beatmap) -> list[tuple[str, float, float, bool]]:
    """Kind, time, x, and whether a hyperdash follows."""
    fallen = sorted(catch_objects(beatmap), key=lambda each: each.time)
    return [(each.kind, each.time, _short(each.x), each.hyperdash) for each in fallen]


def _kiai(timing: Timing) -> list[list[float | None]]:
    """Start and end of each kiai time; the last one may be open."""
    parts: list[list[float | None]] = []
    on = False
    for point in timing.points:
        now = timing.kiai_at(point.time)
        if now and not on:
            parts.append([point.time, None])
        elif on and not now:
            parts[-1][1] = point.time
        on = now
    return parts


def _objects(beatmap: Beatmap, timing: Timing, colours: int) -> list[dict[str, Any]]:
    heights = stack_heights(beatmap, timing)
    numbers = combo_numbers(beatmap)
    result = []
    combo = -1
    for each, height, number in zip(beatmap.objects, heights, numbers, strict=True):
        if number == 1:
            combo += 1 + each.combo_colour_skip
        values = _object(each, stack_offset(beatmap.difficulty.circle_size, height), beatmap, timing)
        result.append(values | {"number": number, "colour": combo % colours})
    return sorted(result, key=lambda values: float(values["time"]))


def _object(each: HitObject, offset: float, beatmap: Beatmap, timing: Timing) -> dict[str, Any]:
    values: dict[str, Any] = {
        "kind": KINDS[type(each)],
        "time": each.time,
        "end": end_time(each, beatmap, timing),
        "x": _short(each.x + offset),
        "y": _short(each.y + offset),
        "hitsound": each.hitsound,
    }
    if beatmap.general.mode == 3:
        values["column"] = column(each.x, int(beatmap.difficulty.circle_size))
    if isinstance(each, Slider):
        path = slider_timing(each, beatmap, timing).path
        values["slides"] = each.slides
        values["path"] = [[_short(x + offset), _short(y + offset)] for x, y in path.points]
        values["ticks"] = [
            [nested.time, _short(nested.x + offset), _short(nested.y + offset)]
            for nested in nested_objects(each, beatmap, timing)
            if nested.kind == "tick"
        ]
    return values


def _short(value: float) -> float:
    """A tenth of an osu! pixel cannot be seen."""
    return round(value, 1)
