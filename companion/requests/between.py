"""The words for a part of a map: times, bookmarks, kiai, all."""

from __future__ import annotations

import math

from companion.requests.errors import RequestError
from engine.osu import Beatmap, Timing, end_time, kiai_sections, parse_range

EXAMPLES = 'between = "01:02:345 - 01:10:000", "62345 - 70000", "bookmarks", "kiai 1" or "all"'


def resolve(text: str, beatmap: Beatmap) -> tuple[float, float]:
    """Start and end (ms) of what a mapper calls a part of their map.

    Raises:
        RequestError: it is no part, or the map does not have it.
    """
    words = text.split()
    match words[:1]:
        case ["all"]:
            start, end = _all(beatmap)
        case ["bookmarks"]:
            start, end = _bookmarks(beatmap, words[1:])
        case ["kiai"]:
            start, end = _kiai(beatmap, words[1:])
        case _:
            try:
                start, end = parse_range(text)
            except ValueError as error:
                raise RequestError(f"between: {error}. {EXAMPLES}") from error
    if end <= start:
        raise RequestError(f"between = {text!r} ends before it starts. {EXAMPLES}")
    return start, end


def _all(beatmap: Beatmap) -> tuple[float, float]:
    if not beatmap.objects:
        raise RequestError("The difficulty is empty; there is nothing to work on between its objects.")
    timing = Timing(beatmap.timing_points)
    return beatmap.objects[0].time, max(end_time(each, beatmap, timing) for each in beatmap.objects)


def _bookmarks(beatmap: Beatmap, which: list[str]) -> tuple[float, float]:
    marks = sorted(beatmap.bookmarks)
    if len(marks) < 2:
        raise RequestError(
            f"The difficulty has {len(marks)} bookmarks; set two (Ctrl+B in the editor) and save."
        )
    if not which and len(marks) == 2:
        return marks[0], marks[1]
    if len(which) != 2 or not all(each.isdecimal() and 1 <= int(each) <= len(marks) for each in which):
        raise RequestError(f'There are {len(marks)} bookmarks; say which two: between = "bookmarks 1 2".')
    first, second = (int(each) for each in which)
    return marks[first - 1], marks[second - 1]


def _kiai(beatmap: Beatmap, which: list[str]) -> tuple[float, float]:
    sections = kiai_sections(Timing(beatmap.timing_points))
    if not sections:
        raise RequestError("The difficulty has no kiai time.")
    number = which[0] if which else "1"
    if len(which) > 1 or not number.isdecimal() or not 1 <= int(number) <= len(sections):
        raise RequestError(
            f'There is no "kiai {" ".join(which)}": kiai times are counted from 1 to {len(sections)}.'
        )
    section = sections[int(number) - 1]
    return section.start, section.end if math.isfinite(section.end) else max(
        _all(beatmap)[1], section.start + 1
    )
