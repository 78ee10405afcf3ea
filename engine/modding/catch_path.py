"""The way of the catcher: fruits and droplets in order, and which of them ask for a hyperdash."""

from __future__ import annotations

import itertools
import math
from dataclasses import dataclass
from typing import Literal

from engine.modding.level import Level
from engine.osu import Beatmap, DecodeError, Slider, Spinner, Timing, nested_objects

Part = Literal["fruit", "slider start", "droplet", "slider repeat", "slider end"]

CATCHER = 106.75
"""Px of the plate at object scale 1."""

DASH = 1.0
"""Px a ms."""

GRACE = 1000 / 60 / 4
"""ms that a dash is given less: a quarter of a frame."""

NAMES: dict[str, Part] = {
    "head": "slider start",
    "tick": "droplet",
    "repeat": "slider repeat",
    "tail": "slider end",
}


@dataclass(slots=True)
class Fall:
    """A fruit or droplet.

    Attributes:
        index: of its object.
        part: what it is.
        time: ms.
        x: px.
        hyper: the next one is out of reach of a dash.
        room: px that the next one could be farther away before it is; below 0 with a hyperdash, infinite
            for the last one.
        way: 1 to the right, -1 to the left, 0 where the next one falls on the same place.
        gap: ms to the next one.
    """

    index: int
    part: Part
    time: float
    x: float
    hyper: bool = False
    room: float = math.inf
    way: int = 0
    gap: float = math.inf


def falls_of(beatmap: Beatmap, timing: Timing) -> list[Fall]:
    """All fruits and droplets but the tiny ones, in order of time; bananas are left out."""
    falls: list[Fall] = []
    for i, each in enumerate(beatmap.objects):
        if isinstance(each, Slider):
            falls += _juice(beatmap, timing, i, each)
        elif not isinstance(each, Spinner):
            falls.append(Fall(i, "fruit", each.time, each.x))
    falls.sort(key=lambda fall: fall.time)
    _find_hyperdashes(falls, beatmap.difficulty.circle_size)
    return falls


def _juice(beatmap: Beatmap, timing: Timing, i: int, slider: Slider) -> list[Fall]:
    try:
        parts = nested_objects(slider, beatmap, timing)
    except DecodeError:
        return [Fall(i, "slider start", slider.time, slider.x)]  # too many parts to be one
    return [Fall(i, NAMES[part.kind], part.time, part.x) for part in parts if part.kind in NAMES]


def _find_hyperdashes(falls: list[Fall], circle_size: float) -> None:
    """As the game does: what is left of one dash can be used for the next in the same direction."""
    half = CATCHER * (1.0 - 0.7 * (circle_size - 5) / 5) / 2
    last_way, spare = 0, half
    for now, after in itertools.pairwise(falls):
        way = 1 if after.x > now.x else -1
        now.gap = math.trunc(after.time) - math.trunc(now.time)
        distance = abs(after.x - now.x) - (spare if way == last_way else half)
        now.room = (now.gap - GRACE) * DASH - distance
        now.hyper = now.room < 0
        now.way = way if after.x != now.x else 0
        spare = half if now.hyper else min(now.room, half)
        last_way = way


HIGHER_SNAPPED = {Level.HARD: (125.0, 250.0), Level.INSANE: (62.0, 125.0)}
"""ms from and below which a hyperdash is a short one; longer ones are basic."""

ROUNDING = 1.0
"""ms that times are cut off by."""


def is_higher_snapped(fall: Fall, level: Level) -> bool:
    """Whether a hyperdash is a short one at this level."""
    least, most = HIGHER_SNAPPED.get(level, (0.0, 0.0))
    return least - ROUNDING <= fall.gap < most - ROUNDING
