"""What falls in catch: fruits, droplets, tiny droplets and bananas, where, and which ask for a hyperdash.

The rules are the game's, its random places included (ppy/osu: JuiceStream, BananaShower,
CatchBeatmapProcessor).
"""

from __future__ import annotations

import itertools
import math
from dataclasses import dataclass
from typing import Literal

from engine.osu.beatmap import Beatmap
from engine.osu.errors import DecodeError
from engine.osu.hit_objects import Slider, Spinner
from engine.osu.legacy_random import LegacyRandom
from engine.osu.single import single
from engine.osu.sliders import MOST_NESTED, Ball, ball_of, nested_on, slider_timing
from engine.osu.stacking import object_scale
from engine.osu.timing import Timing

WIDTH = 512.0
"""Px of the playfield."""

CATCHER_WIDTH = 106.75
"""Px of the plate at object scale 1."""

DASH_SPEED = 1.0
"""Px a ms."""

GRACE = 1000 / 60 / 4
"""ms that a dash is given less: a quarter of a frame."""

SHORTEST_JUICE = 80.0
"""ms between two parts of a slider up to which no tiny droplet falls between them."""

LONGEST_STEP = 100.0
"""ms between two tiny droplets or bananas at most."""

SEED = 1337
"""The game's own."""

Kind = Literal["fruit", "droplet", "tiny_droplet", "banana"]


@dataclass(slots=True)
class CatchObject:
    """One thing to catch.

    Attributes:
        kind: what it is.
        time: ms.
        x: px, 0 to 512, random shifts included.
        parent: index of the object in the file that it belongs to.
        hyperdash: the next fruit or droplet can only be reached by a hyperdash.
        distance_to_hyperdash: px that the next one could be farther away before it is one; 0 for the others.
    """

    kind: Kind
    time: float
    x: float
    parent: int
    hyperdash: bool = False
    distance_to_hyperdash: float = 0.0


def catcher_width(circle_size: float) -> float:
    """Px of the whole plate; fruits are caught within its middle 80 %."""
    return CATCHER_WIDTH * 2 * object_scale(circle_size)


def catch_objects(beatmap: Beatmap) -> list[CatchObject]:
    """Everything that falls, in the order of `beatmap.objects`.

    Raises:
        DecodeError: a slider or spinner would have absurdly many parts.
    """
    timing = Timing(beatmap.timing_points)
    chance = LegacyRandom(SEED)
    result: list[CatchObject] = []
    for index, each in enumerate(beatmap.objects):
        match each:
            case Slider():
                result += _juice(each, index, beatmap, timing, chance)
            case Spinner():
                result += _bananas(each, index, chance)
            case _:
                result.append(CatchObject("fruit", each.time, each.x, index))
    for thing in result:
        thing.x = min(max(thing.x, 0.0), WIDTH)
    _find_hyperdashes(result, beatmap.difficulty.circle_size)
    return result


def _juice(
    slider: Slider, index: int, beatmap: Beatmap, timing: Timing, chance: LegacyRandom
) -> list[CatchObject]:
    """The fruits and droplets of a slider, and tiny droplets between them where there is time."""
    how = slider_timing(slider, beatmap, timing)
    parts = nested_on(slider, how, beatmap.format_version)
    ball = ball_of(slider, how, beatmap.format_version)
    ends = (how.path.points[0][0], how.path.points[-1][0])
    result: list[CatchObject] = []
    previous, fruits = slider.time, 0
    for part in parts:
        if part.kind != "tail":  # the legacy last tick rules the last tiny droplets
            result += _tiny_droplets(previous, part.time, ball, index, chance)
            previous = part.time
        if part.kind == "tick":
            chance.whole()  # how it is turned
            result.append(CatchObject("droplet", part.time, part.x, index))
        elif part.kind != "legacy_last_tick":
            # at the very end of the path, not where the ball is at the whole ms
            result.append(CatchObject("fruit", part.time, ends[fruits % 2], index))
            fruits += 1
    return result


def _tiny_droplets(
    start: float, end: float, ball: Ball, index: int, chance: LegacyRandom
) -> list[CatchObject]:
    """Evenly spread over more than 80 ms, at most 100 ms apart, each up to 20 px beside the path."""
    step = _halved_to_100(end - start)
    if end - start <= SHORTEST_JUICE:
        return []
    result = []
    time = start + step
    while time < end:
        x = ball.at(math.trunc(time))[0]
        shift = min(max(chance.between(-20, 20), -x), WIDTH - x)
        result.append(CatchObject("tiny_droplet", float(math.trunc(time)), x + shift, index))
        time += step
    return result


def _bananas(spinner: Spinner, index: int, chance: LegacyRandom) -> list[CatchObject]:
    """At most 100 ms apart, anywhere."""
    start, end = math.trunc(spinner.time), math.trunc(spinner.end_time)
    step = single(_halved_to_100(spinner.end_time - spinner.time))
    if step > 0 and (end - start) / step > MOST_NESTED:
        raise DecodeError("", 0, "", f"a spinner at {start} ms with fewer than {MOST_NESTED} bananas")
    result = []
    time, before = float(start), -math.inf
    # so late that single precision cannot add a step, the time would stand still
    while step > 0 and before < time <= end:
        x = float(chance.between(0, int(WIDTH)))
        for _ in ("kind", "turn", "colour"):
            chance.whole()
        result.append(CatchObject("banana", float(math.trunc(time)), x, index))
        time, before = single(time + step), time
    return result


def _halved_to_100(span: float) -> float:
    while span > LONGEST_STEP:
        span /= 2
    return span


def _find_hyperdashes(objects: list[CatchObject], circle_size: float) -> None:
    """Mark the fruits and droplets from which the next cannot be reached by dashing."""
    half = catcher_width(circle_size) / 2
    direction, excess = 0, half
    edible = sorted((each for each in objects if each.kind in ("fruit", "droplet")), key=lambda o: o.time)
    for current, following in itertools.pairwise(edible):
        way = 1 if following.x > current.x else -1
        time = math.trunc(following.time) - math.trunc(current.time) - GRACE
        distance = abs(following.x - current.x) - (excess if way == direction else half)
        room = single(time * DASH_SPEED - distance)
        current.hyperdash = room < 0
        current.distance_to_hyperdash = max(0.0, room)
        excess = half if room < 0 else min(room, half)
        direction = way
