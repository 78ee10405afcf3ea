"""What happens on a slider and when: duration, ticks, repeats and ends (ppy/osu, SliderEventGenerator)."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

from engine.osu.beatmap import Beatmap
from engine.osu.curves import Point
from engine.osu.errors import DecodeError
from engine.osu.hit_objects import HitObject, Hold, Slider, Spinner
from engine.osu.slider_path import SliderPath, slider_path
from engine.osu.timing import Timing

LONGEST = 100_000.0
"""Ticks are made for so much of a path (px)."""

TAIL_LENIENCY = 36.0
"""ms before the end at which stable judges the tail."""

MOST_NESTED = 200_000
"""More ticks and repeats in one slider are refused."""

MODES = ("osu", "taiko", "catch", "mania")


@dataclass(slots=True)
class Nested:
    """One thing that happens on a slider.

    Attributes:
        kind: what it is.
        time: ms.
        x: px, unstacked.
        y: px, unstacked.
    """

    kind: Literal["head", "tick", "repeat", "legacy_last_tick", "tail"]
    time: float
    x: float
    y: float


@dataclass(slots=True)
class SliderTiming:
    """How a slider plays.

    Attributes:
        path: one span.
        span: ms a span takes.
        velocity: px a ms.
        tick_distance: px between ticks; infinite without ticks.
    """

    path: SliderPath
    span: float
    velocity: float
    tick_distance: float


def slider_timing(slider: Slider, beatmap: Beatmap, timing: Timing | None = None) -> SliderTiming:
    """Velocity, span and tick distance of a slider from the lines in force at its head."""
    timing = timing or Timing(beatmap.timing_points)
    settings = beatmap.difficulty
    least = 0.1 if beatmap.general.mode in (0, 2) else 0.01
    beat = timing.beat_length_at(slider.time)
    multiplier = timing.slider_velocity_at(slider.time, least)
    velocity = 100.0 * settings.slider_multiplier * multiplier / beat
    tick_distance = float("inf")
    if timing.ticks_at(slider.time):
        tick_distance = velocity * beat / settings.slider_tick_rate
        if beatmap.format_version < 8:
            tick_distance /= multiplier  # ticks were spaced by the base velocity then
    path = slider_path(slider)
    return SliderTiming(path, path.length / velocity, velocity, tick_distance)


def nested_objects(slider: Slider, beatmap: Beatmap, timing: Timing | None = None) -> list[Nested]:
    """Head, ticks, repeats, legacy last tick and tail, in the game's order.

    Times are cut to whole ms and positions are where the ball is at that time, as in stable.

    Raises:
        DecodeError: there would be absurdly many.
    """
    how = slider_timing(slider, beatmap, timing)
    length = min(LONGEST, how.path.length)
    distance = min(max(how.tick_distance, 0.0), length)
    if slider.slides * (length / distance + 1 if distance > 0 else 1) > MOST_NESTED:
        raise DecodeError("", 0, "", f"a slider at {slider.time:.0f} ms with fewer than {MOST_NESTED} ticks")
    ticks = _tick_distances(length, distance, how.velocity * 10)
    end = math.trunc(slider.time + slider.slides * how.span)
    ball = _Ball(how.path, slider.time, (end - slider.time) / slider.slides)
    result = [Nested("head", slider.time, *how.path.points[0])]
    for span in range(slider.slides):
        start = slider.time + span * how.span
        back = span % 2 == 1
        for at in reversed(ticks) if back else ticks:
            share = 1 - at / length if back else at / length
            result.append(ball.nested("tick", start + share * how.span))
        if span < slider.slides - 1:
            result.append(ball.nested("repeat", start + how.span))
    total = end - slider.time
    last_tick = math.trunc(max(slider.time + total / 2, end - TAIL_LENIENCY))
    tail = ball.at(end)
    result.append(Nested("legacy_last_tick", last_tick, *tail))
    result.append(Nested("tail", float(end), *tail))
    return result


@dataclass(slots=True)
class _Ball:
    """Where the slider's ball is at a time; `span` is that of the slider cut to whole ms."""

    path: SliderPath
    start: float
    span: float

    def at(self, time: float) -> Point:
        spans = (time - self.start) / self.span if self.span > 0 else 0.0
        number = math.floor(spans)
        share = spans - number
        return self.path.position_at(self.path.length * (share if number % 2 == 0 else 1 - share))

    def nested(self, kind: Literal["tick", "repeat"], time: float) -> Nested:
        whole = float(math.trunc(time))
        return Nested(kind, whole, *self.at(whole))


def _tick_distances(length: float, distance: float, from_end: float) -> list[float]:
    ticks = []
    at = distance
    while distance > 0 and at <= length and at < length - from_end:
        ticks.append(at)
        at += distance
    return ticks


def _tail(slider: Slider, path: SliderPath) -> Point:
    return path.position_at(path.length if slider.slides % 2 == 1 else 0)


def slider_duration(slider: Slider, beatmap: Beatmap, timing: Timing | None = None) -> float:
    """Ms from head to tail over all spans."""
    return slider_timing(slider, beatmap, timing).span * slider.slides


def end_time(hit_object: HitObject, beatmap: Beatmap, timing: Timing | None = None) -> float:
    """When an object is over, ms."""
    match hit_object:
        case Slider():
            return hit_object.time + slider_duration(hit_object, beatmap, timing)
        case Spinner() | Hold():
            return hit_object.end_time
    return hit_object.time


def end_position(hit_object: HitObject) -> Point:
    """Where an object ends, px; a slider with an even number of spans ends at its head."""
    if isinstance(hit_object, Slider):
        return _tail(hit_object, slider_path(hit_object))
    return hit_object.x, hit_object.y
