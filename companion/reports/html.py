"""A report as a page: timeline, list, and the playfield around findings.

As a file it needs nothing else; on the local page it has buttons to ignore what it says.
"""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any

from companion.reports.store import Stored
from engine.osu import (
    Beatmap,
    Document,
    HitObject,
    Slider,
    Timing,
    circle_radius,
    column,
    combo_numbers,
    end_time,
    kiai_sections,
    preempt_time,
    slider_path,
    stack_heights,
    stack_offset,
)
from engine.protocol import Report

NEIGHBOURS = 4
"""Objects drawn before and after those of a suggestion."""

PATH_POINTS = 24
"""Points of a drawn slider."""

STYLE = "report.css"

SCRIPTS = ("timeline.js", "playfield.js", "report.js")

ALONE = (
    '<meta http-equiv="Content-Security-Policy"'
    " content=\"default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'\">"
)
"""What a file may do: nothing but what stands in it."""


def as_file(stored: Stored) -> str:
    """The page as one file.

    Args:
        stored: the report, thinned by what is ignored.
    """
    head = f"{ALONE}\n<style>{_part(STYLE)}</style>"
    scripts = "".join(f"<script>{_part(name)}</script>\n" for name in SCRIPTS)
    return _page(stored, head, "", scripts)


def on_page(stored: Stored, address: str, back: str, icon: str) -> str:
    """The page as the companion serves it.

    Args:
        stored: the report, thinned by what is ignored.
        address: where :data:`STATIC` is served.
        back: the page to go back to.
        icon: of the page; a browser that is given none asks for one where there is none.
    """
    head = f'<link rel="icon" href="{icon}">\n<link rel="stylesheet" href="{address}/{STYLE}">'
    scripts = "".join(f'<script src="{address}/{name}"></script>\n' for name in SCRIPTS)
    return _page(stored, head, f'<p><a id="back" href="{back}">All reports</a></p>', scripts)


STATIC = files("companion.reports") / "static"
"""Style and scripts."""


def _part(name: str) -> str:
    return STATIC.joinpath(name).read_text(encoding="utf-8")


def _page(stored: Stored, head: str, back: str, scripts: str) -> str:
    beatmap = Document.from_bytes(stored.content, stored.map.name).beatmap
    values = json.dumps(_values(stored, beatmap), ensure_ascii=False, separators=(",", ":"))
    text = files("companion.reports").joinpath("report.html").read_text(encoding="utf-8")
    text = text.replace("<!--HEAD-->", head).replace("<!--BACK-->", back)
    text = text.replace("<!--SCRIPTS-->", scripts)
    # "</script>" in a title must not end the script
    return text.replace("<!--REPORT-->", values.replace("<", "\\u003c"))


def _values(stored: Stored, beatmap: Beatmap) -> dict[str, Any]:
    report, metadata = stored.report, beatmap.metadata
    timing = Timing(beatmap.timing_points)
    ends = [end_time(each, beatmap, timing) for each in beatmap.objects]
    length = max([len(report.onset_strength) * report.step, *ends, 1.0])
    return {
        "song": f"{metadata.artist} - {metadata.title}",
        "difficulty": metadata.version,
        "file": str(stored.map),
        "made": stored.made.astimezone().strftime("%Y-%m-%d %H:%M"),
        "mode": beatmap.general.mode,
        "keys": int(beatmap.difficulty.circle_size),
        "radius": circle_radius(beatmap.difficulty.circle_size),
        "preempt": preempt_time(beatmap.difficulty.approach_rate),
        "length": length,
        "step": report.step,
        "onsets": report.onset_strength,
        "kiai": [[each.start, min(each.end, length)] for each in kiai_sections(timing)],
        "breaks": [[each.start, each.end] for each in beatmap.breaks],
        "times": [round(each.time) for each in beatmap.objects],
        "suggestions": [each.model_dump(exclude={"source"}) for each in report.suggestions],
        "objects": _objects(report, beatmap, ends),
        "checks": len(report.checks),
        "notes": report.notes,
    }


def _objects(report: Report, beatmap: Beatmap, ends: list[float]) -> dict[int, dict[str, Any]]:
    """The objects that are drawn, by index: those of the suggestions and their neighbours."""
    wanted: set[int] = set()
    for each in report.suggestions:
        for i in each.objects:
            wanted.update(range(i - NEIGHBOURS, i + NEIGHBOURS + 1))
    heights = stack_heights(beatmap)
    numbers = combo_numbers(beatmap)
    return {
        i: _object(beatmap, beatmap.objects[i], ends[i], heights[i], numbers[i])
        for i in sorted(wanted)
        if 0 <= i < len(beatmap.objects)
    }


def _object(beatmap: Beatmap, each: HitObject, end: float, height: int, number: int) -> dict[str, Any]:
    shift = stack_offset(beatmap.difficulty.circle_size, height)
    values: dict[str, Any] = {
        "kind": type(each).__name__.lower(),
        "time": each.time,
        "end": end,
        "x": round(each.x + shift, 1),
        "y": round(each.y + shift, 1),
        "number": number,
        "sound": each.hitsound,
    }
    if beatmap.general.mode == 3:
        values["column"] = column(each.x, int(beatmap.difficulty.circle_size))
    if isinstance(each, Slider) and beatmap.general.mode in (0, 2):
        path = slider_path(each)
        points = [path.position_at(path.length * i / PATH_POINTS) for i in range(PATH_POINTS + 1)]
        values["path"] = [[round(x + shift, 1), round(y + shift, 1)] for x, y in points]
        values["slides"] = each.slides
    return values
