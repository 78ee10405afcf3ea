"""Times as the editor writes them: `01:02:345 (1,2) - `, and links that open it there."""

from __future__ import annotations

import re
from collections.abc import Sequence
from urllib.parse import quote, unquote

from engine.osu.beatmap import Beatmap
from engine.osu.hit_objects import HitObject, Spinner

_LINK = "osu://edit/"
_STAMP = r"(-?)(\d{1,4}):(\d{1,2})[:.](\d{1,3})\s*(?:\([\d,|\s]*\))?\s*(?:-\s*)?"
_ONE = re.compile(_STAMP)
_TWO = re.compile(rf"({_STAMP})(?:to\b|\.\.|–|-)?\s*({_STAMP})")
_MS_TWO = re.compile(r"\s*(-?\d+(?:\.\d+)?)\s*(?:ms)?\s*(?:-|–|\.\.|to)\s*(-?\d+(?:\.\d+)?)\s*(?:ms)?\s*")


def format_timestamp(time: float) -> str:
    """`mm:ss:mmm` of a time in ms."""
    sign, ms = ("-", -int(time)) if time < 0 else ("", int(time))
    return f"{sign}{ms // 60000:02}:{ms // 1000 % 60:02}:{ms % 1000:03}"


def parse_timestamp(text: str) -> float:
    """Ms of an editor timestamp, with or without its `(1,2,3) -` tail, of an edit link or a number of ms.

    Raises:
        ValueError: it is neither.
    """
    stamp = unquote(text.strip().removeprefix(_LINK))
    match = _ONE.fullmatch(stamp + " ")
    if match:
        return _ms(match[1], match[2], match[3], match[4])
    try:
        return float(text.strip().removesuffix("ms"))
    except ValueError:
        raise ValueError(f"{text!r} is no time; write 01:02:345 or 62345") from None


def parse_range(text: str) -> tuple[float, float]:
    """Ms and ms of `01:02:345 (1,2) - 01:10:000 -` or `62345 - 70000`.

    Raises:
        ValueError: it is no range.
    """
    match = _TWO.fullmatch(text.strip() + " ")
    if match:
        return _ms(*match.group(2, 3, 4, 5)), _ms(*match.group(7, 8, 9, 10))
    plain = _MS_TWO.fullmatch(text)
    if plain:
        return float(plain[1]), float(plain[2])
    raise ValueError(f"{text!r} is no time range; write 01:02:345 - 01:10:000 or 62345 - 70000")


def _ms(sign: str, minutes: str, seconds: str, ms: str) -> float:
    value = int(minutes) * 60000.0 + int(seconds) * 1000 + int(ms)
    return -value if sign else value


def edit_link(
    beatmap: Beatmap,
    objects: Sequence[int],
    time: float | None = None,
    numbers: Sequence[int] | None = None,
) -> str:
    """`osu://edit/...` that opens the editor at some objects and selects them.

    Objects are named by their combo number; in mania by `time|column`.

    Args:
        beatmap: whose objects.
        objects: indices into `beatmap.objects`.
        time: ms; none: that of the first of them.
        numbers: the map's combo numbers, where they are known already.
    """
    at = time if time is not None else min(beatmap.objects[i].time for i in objects)
    if beatmap.general.mode == 3:
        keys = int(beatmap.difficulty.circle_size)
        chosen = [beatmap.objects[i] for i in objects]
        names = [f"{int(each.time)}|{column(each.x, keys)}" for each in chosen]
    else:
        known = numbers if numbers is not None or not objects else combo_numbers(beatmap)
        names = [str(known[i]) for i in objects] if known is not None else []
    tail = f" ({','.join(names)})" if names else ""
    return _LINK + quote(f"{format_timestamp(at)}{tail} - ".rstrip(" -"), safe=":,()|")


def combo_numbers(beatmap: Beatmap) -> list[int]:
    """The number on each object; a spinner and the object after it begin anew."""
    numbers: list[int] = []
    previous: HitObject | None = None
    for each in beatmap.objects:
        anew = (
            each.new_combo or previous is None or isinstance(each, Spinner) or isinstance(previous, Spinner)
        )
        numbers.append(1 if anew else numbers[-1] + 1)
        previous = each
    return numbers


def column(x: float, keys: int) -> int:
    """The mania column of an x position."""
    return min(max(int(x * keys / 512), 0), keys - 1)
