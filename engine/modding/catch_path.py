"""The way of the catcher: fruits and droplets in order, and which of them ask for a hyperdash."""

from __future__ import annotations

import itertools
import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from engine.modding.level import Level
from engine.osu import Beatmap, DecodeError, Slider, Spinner, catcher_width
from engine.osu.catch import DASH_SPEED, GRACE
from engine.osu.sliders import SliderTiming, nested_on

Part = Literal["fruit", "slider start", "droplet", "slider repeat", "slider end"]

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


def falls_of(beatmap: Beatmap, sliders: Mapping[int, SliderTiming]) -> list[Fall]:
    """All fruits and droplets but the tiny ones, in order of time; bananas are left out.

    Args:
        beatmap: of catch.
        sliders: the timing of its sliders, by their index.
    """
    falls: list[Fall] = []
    for i, each in enumerate(beatmap.objects):
        if isinstance(each, Slider):
            falls += _juice(i, each, sliders[i], beatmap.format_version)
        elif not isinstance(each, Spinner):
            falls.append(Fall(i, "fruit", each.time, each.x))
    falls.sort(key=lambda fall: fall.time)
    _find_hyperdashes(falls, catcher_width(beatmap.difficulty.circle_size) / 2)
    return falls


def _juice(i: int, slider: Slider, how: SliderTiming, version: int) -> list[Fall]:
    try:
        parts = nested_on(slider, how, version)
    except DecodeError:
        return [Fall(i, "slider start", slider.time, slider.x)]  # too many parts to be one
    return [Fall(i, NAMES[part.kind], part.time, part.x) for part in parts if part.kind in NAMES]


def _find_hyperdashes(falls: list[Fall], half: float) -> None:
    """As the game does: what is left of one dash can be used for the next in the same direction.

    Unlike `catch_objects` this knows how far out of reach a fruit is, and that it lies off the playfield.
    """
    last_way, spare = 0, half
    for now, after in itertools.pairwise(falls):
        way = 1 if after.x > now.x else -1
        now.gap = math.trunc(after.time) - math.trunc(now.time)
        distance = abs(after.x - now.x) - (spare if way == last_way else half)
        now.room = (now.gap - GRACE) * DASH_SPEED - distance
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
