"""What happens on a slider and when: duration, ticks, repeats and ends (ppy/osu, SliderEventGenerator)."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

from engine.osu.beatmap import Beatmap
from engine.osu.curves import Point
from engine.osu.errors import DecodeError
from engine.osu.hit_objects import FRACTIONS_FROM, HitObject, Hold, Slider, Spinner
from engine.osu.single import single
from engine.osu.slider_path import SliderPath, slider_path
from engine.osu.timing import Timing

LONGEST = 100_000.0
"""Ticks are made for so much of a path (px)."""

TAIL_LENIENCY = 36.0
"""ms before the end at which stable judges the tail."""

MOST_NESTED = 200_000
"""More ticks and repeats in one slider are refused."""


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
        pace: px a second.
        tick_distance: px between ticks; infinite without ticks.
    """

    path: SliderPath
    span: float
    pace: float
    tick_distance: float

    @property
    def velocity(self) -> float:
        """Px a ms."""
        return self.pace / 1000.0


def slider_timing(slider: Slider, beatmap: Beatmap, timing: Timing | None = None) -> SliderTiming:
    """Velocity, span and tick distance of a slider from the lines in force at its head."""
    timing = timing or Timing(beatmap.timing_points)
    settings = beatmap.difficulty
    least = 0.1 if beatmap.general.mode in (0, 2) else 0.01
    beat = timing.beat_length_at(slider.time)
    multiplier = timing.slider_velocity_at(slider.time, least)
    # the order of operations is stable's: whether a time is cut to one ms or the one before hangs on it
    pace = 100.0 * settings.slider_multiplier * (1000.0 / (beat * single(100.0 / multiplier) / 100.0))
    tick_distance = float("inf")
    if timing.ticks_at(slider.time):
        tick_distance = 100.0 * settings.slider_multiplier / settings.slider_tick_rate
        if beatmap.format_version >= 8:
            tick_distance /= single(100.0 / multiplier) / 100.0  # before, the base velocity spaced them
    path = slider_path(slider)
    return SliderTiming(path, path.length / pace * 1000.0, pace, tick_distance)


def nested_objects(slider: Slider, beatmap: Beatmap, timing: Timing | None = None) -> list[Nested]:
    """Head, ticks, repeats, legacy last tick and tail, in the game's order.

    Stable's files play as in stable: times are cut to whole ms and positions are where the ball is at that
    time. Files of lazer (v128) keep fractions.

    Raises:
        DecodeError: there would be absurdly many.
    """
    return nested_on(slider, slider_timing(slider, beatmap, timing), beatmap.format_version)


def nested_on(slider: Slider, how: SliderTiming, version: int) -> list[Nested]:
    """As :func:`nested_objects`, where the slider's timing is known already."""
    ball = ball_of(slider, how, version)
    length = how.path.lengths[-1]
    ticks, too_late = _tick_distances(slider, how)
    back_ticks = ticks if too_late and version < FRACTIONS_FROM else [length - at for at in reversed(ticks)]

    def time_at(distance: float) -> float:
        return _playable(ball.start + single(distance) / how.pace * 1000.0, version)

    result = [Nested("head", ball.start, *how.path.points[0])]
    for span in range(slider.slides):
        before = span * length
        result += [ball.nested("tick", time_at(before + at)) for at in (back_ticks if span % 2 else ticks)]
        if span < slider.slides - 1:
            result.append(ball.nested("repeat", time_at(before + length)))
    middle = _playable((ball.start + ball.end) / 2, version)
    last_tick = max(middle, time_at(slider.slides * length) - TAIL_LENIENCY)
    tail = ball.at(ball.end)
    result.append(Nested("legacy_last_tick", last_tick, *tail))
    result.append(Nested("tail", ball.end, *tail))
    return result


def ball_of(slider: Slider, how: SliderTiming, version: int) -> Ball:
    """The ball of a slider, as the game that writes this file version moves it."""
    end = slider.time
    for _ in range(slider.slides):
        end += 1000.0 * how.path.lengths[-1] / how.pace
    return Ball(how.path, slider.time, _playable(end, version), slider.slides)


def _playable(time: float, version: int) -> float:
    """Stable keeps whole ms."""
    return time if version >= FRACTIONS_FROM else float(math.trunc(time))


@dataclass(slots=True)
class Ball:
    """The ball that a slider's player follows.

    Attributes:
        path: of one span.
        start: ms.
        end: ms.
        spans: how often it runs the path.
    """

    path: SliderPath
    start: float
    end: float
    spans: int

    def at(self, time: float) -> Point:
        """Where it is at a time from `start` to `end`, px."""
        span = (self.end - self.start) / self.spans
        run = (time - self.start) / span if span > 0 else 0.0
        share = run % 1.0
        back = int(run) % 2 == 1
        return self.path.position_at(self.path.lengths[-1] * (1 - share if back else share))

    def nested(self, kind: Literal["tick", "repeat"], time: float) -> Nested:
        """Something on the way."""
        return Nested(kind, time, *self.at(time))


def _tick_distances(slider: Slider, how: SliderTiming) -> tuple[list[float], bool]:
    """Px from the head to each tick, and whether a further one is left out for being too near the end.

    Stable counts anew from the end where it left one out, so that the ticks of the way back lie elsewhere.
    """
    length = min(LONGEST, how.path.lengths[-1])
    distance = min(max(how.tick_distance, 0.0), length)
    if slider.slides * (length / distance + 1 if distance > 0 else 1) > MOST_NESTED:
        raise DecodeError("", 0, "", f"a slider at {slider.time:.0f} ms with fewer than {MOST_NESTED} ticks")
    ticks: list[float] = []
    at = distance
    while distance > 0 and at <= length:
        if at >= length - 0.01 * how.pace:
            return ticks, True
        ticks.append(at)
        at += distance
    return ticks, False


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
        path = slider_path(hit_object)
        return path.position_at(path.length if hit_object.slides % 2 else 0)
    return hit_object.x, hit_object.y
