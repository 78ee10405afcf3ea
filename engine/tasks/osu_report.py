"""Everything a difficulty says, decoded, as plain values for JSON."""

from __future__ import annotations

import math
from dataclasses import asdict
from typing import Any

from engine.osu import (
    Beatmap,
    Circle,
    DecodeError,
    Document,
    HitObject,
    Hold,
    Slider,
    Spinner,
    Timing,
    column,
    end_time,
    nested_objects,
    slider_timing,
    stack_heights,
    stack_offset,
    statistics,
)
from engine.rating import rate

KINDS = {Circle: "circle", Slider: "slider", Spinner: "spinner", Hold: "hold"}


def report(document: Document) -> dict[str, Any]:
    """The values of `python -m engine osu MAP --json`; times in ms, positions in osu! pixels."""
    beatmap = document.beatmap
    timing = Timing(beatmap.timing_points)
    warnings = list(beatmap.warnings)
    stars: float | None = None
    combo: int | None = None
    try:
        # lines we do not read for good reason are kept from the rating, too
        rated = Document.from_beatmap(beatmap) if warnings else document
        stars, combo = rate(rated.to_bytes())
    except ValueError as error:
        warnings.append(f"no star rating: {error}")
    heights = stack_heights(beatmap, timing)
    return {
        "format_version": beatmap.format_version,
        "mode": beatmap.general.mode,
        "general": asdict(beatmap.general),
        "metadata": asdict(beatmap.metadata),
        "difficulty": asdict(beatmap.difficulty),
        "bookmarks": beatmap.bookmarks,
        "background": beatmap.background,
        "video": beatmap.video,
        "breaks": [asdict(each) for each in beatmap.breaks],
        "combo_colours": beatmap.combo_colours,
        "timing_points": [
            {key: _number(value) for key, value in asdict(each).items()} for each in beatmap.timing_points
        ],
        "objects": _objects(document, heights, timing),
        "statistics": asdict(statistics(beatmap)),
        "star_rating": stars,
        "max_combo": combo,
        "warnings": warnings,
    }


def _number(value: Any) -> Any:  # noqa: ANN401 - any value of a timing point
    """JSON has no NaN; such a line has no beat length."""
    return None if isinstance(value, float) and not math.isfinite(value) else value


def _objects(document: Document, heights: list[int], timing: Timing) -> list[dict[str, Any]]:
    result = []
    beatmap = document.beatmap
    for i, (each, height) in enumerate(zip(beatmap.objects, heights, strict=True)):
        try:
            result.append(_object(each, height, beatmap, timing))
        except DecodeError as error:
            raise document.refused(i, error.expected) from None
    return result


def _object(each: HitObject, height: int, beatmap: Beatmap, timing: Timing) -> dict[str, Any]:
    offset = stack_offset(beatmap.difficulty.circle_size, height)
    result: dict[str, Any] = {
        "kind": KINDS[type(each)],
        "time": each.time,
        "end_time": end_time(each, beatmap, timing),
        "x": each.x,
        "y": each.y,
        "stacked_x": each.x + offset,
        "stacked_y": each.y + offset,
        "stack_height": height,
        "new_combo": each.new_combo,
        "combo_colour_skip": each.combo_colour_skip,
        "hitsound": each.hitsound,
        "samples": asdict(each.sample),
    }
    if beatmap.general.mode == 3:
        result["column"] = column(each.x, int(beatmap.difficulty.circle_size))
    if isinstance(each, Slider):
        result["slider"] = _slider(each, offset, beatmap, timing)
    return result


def _slider(slider: Slider, offset: float, beatmap: Beatmap, timing: Timing) -> dict[str, Any]:
    how = slider_timing(slider, beatmap, timing)
    return {
        "segments": [{"type": each.type, "points": each.points} for each in slider.segments],
        "length": slider.length or how.path.length,
        "slides": slider.slides,
        "duration": how.span * slider.slides,
        "velocity": how.velocity,
        "tick_distance": _number(how.tick_distance),
        "edge_sounds": slider.edge_sounds,
        "edge_sets": slider.edge_sets,
        "nested": [
            {"kind": each.kind, "time": each.time, "x": each.x + offset, "y": each.y + offset}
            for each in nested_objects(slider, beatmap, timing)
        ],
    }
