"""A difficulty as the page draws and plays it: plain values for JSON, times in ms, positions in osu! pixels.

Everything that takes the game's rules (paths, stacking, combos, samples in force) is decided here, so that
the browser only draws.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from companion.page.preview_sounds import sounds
from engine.osu import (
    Beatmap,
    Circle,
    HitObject,
    Hold,
    Nested,
    Slider,
    SliderPath,
    Spinner,
    Timing,
    catch_objects,
    catcher_width,
    column,
    combo_numbers,
    end_time,
    kiai_sections,
    preempt_time,
    slider_timing,
    stack_heights,
    stack_offset,
)
from engine.osu.sliders import nested_on

KINDS = {Circle: "circle", Slider: "slider", Spinner: "spinner", Hold: "hold"}

COLOURS = [(255, 146, 64), (92, 214, 122), (82, 158, 255), (242, 92, 132)]
"""Combo colours where a map brings none."""


def preview(beatmap: Beatmap) -> dict[str, Any]:
    """What the browser needs to show and play a difficulty.

    Raises:
        DecodeError: a slider is too absurd to be drawn.
    """
    timing = Timing(beatmap.timing_points)
    played = [_play(each, beatmap, timing) for each in beatmap.objects]
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
        "kiai": [[each.start, _or_none(each.end)] for each in kiai_sections(timing)],
        "colours": [f"rgb({red}, {green}, {blue})" for red, green, blue in colours],
        "beats": [[each.time, timing.beat_length_at(each.time), each.meter] for each in timing.red],
        "velocities": [[each.time, timing.slider_velocity_at(each.time, 0.01)] for each in timing.points],
        "objects": _objects(beatmap, timing, played, len(colours)),
        "fruits": _fruits(beatmap) if beatmap.general.mode == 2 else [],
        "catcher_width": catcher_width(settings.circle_size),
        "sounds": sounds(beatmap, timing, [each.nested for each in played]),
    }


def _fruits(beatmap: Beatmap) -> list[tuple[str, float, float, bool]]:
    """Kind, time, x, and whether a hyperdash follows."""
    fallen = sorted(catch_objects(beatmap), key=lambda each: each.time)
    return [(each.kind, each.time, _short(each.x), each.hyperdash) for each in fallen]


@dataclass(frozen=True)
class _Played:
    """An object in time; a slider's path is worked out once for all that needs it."""

    end: float
    path: SliderPath | None = None
    nested: tuple[Nested, ...] = ()


def _play(each: HitObject, beatmap: Beatmap, timing: Timing) -> _Played:
    if not isinstance(each, Slider):
        return _Played(end_time(each, beatmap, timing))
    how = slider_timing(each, beatmap, timing)
    nested = nested_on(each, how, beatmap.format_version)
    return _Played(each.time + how.span * each.slides, how.path, tuple(nested))


def _objects(
    beatmap: Beatmap, timing: Timing, played: Sequence[_Played], colours: int
) -> list[dict[str, Any]]:
    heights = stack_heights(beatmap, timing)
    numbers = combo_numbers(beatmap)
    result = []
    combo = -1
    for each, play, height, number in zip(beatmap.objects, played, heights, numbers, strict=True):
        if number == 1:
            combo += 1 + each.combo_colour_skip
        values = _object(each, play, stack_offset(beatmap.difficulty.circle_size, height))
        if beatmap.general.mode == 3:
            values["column"] = column(each.x, int(beatmap.difficulty.circle_size))
        result.append(values | {"number": number, "colour": combo % colours})
    return sorted(result, key=lambda values: float(values["time"]))


def _object(each: HitObject, play: _Played, offset: float) -> dict[str, Any]:
    values: dict[str, Any] = {
        "kind": KINDS[type(each)],
        "time": each.time,
        "end": play.end,
        "x": _short(each.x + offset),
        "y": _short(each.y + offset),
        "hitsound": each.hitsound,
    }
    if isinstance(each, Slider) and play.path is not None:
        values["slides"] = each.slides
        values["path"] = [[_short(x + offset), _short(y + offset)] for x, y in play.path.points]
        values["ticks"] = [
            [part.time, _short(part.x + offset), _short(part.y + offset)]
            for part in play.nested
            if part.kind == "tick"
        ]
    return values


def _or_none(end: float) -> float | None:
    """JSON has no infinity; what has no end goes on as long as the song."""
    return end if math.isfinite(end) else None


def _short(value: float) -> float:
    """A tenth of an osu! pixel cannot be seen."""
    return round(value, 1)
