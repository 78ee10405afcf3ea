"""Beats, kiai and scroll speeds of a beatmap as events."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from engine.checkpoint.events import Event, Events, Kind
from engine.checkpoint.parsing.groups import Writer
from engine.checkpoint.parsing.lines import Lines
from engine.checkpoint.preset import Preset
from engine.osu import Beatmap, Hold, TimingPoint

BORDER = 10
"""ms before a red line where the beats of the one before end."""
SPEED_STEP = 1e-3
"""Smallest change of scroll speed that is said."""


def beat_events(points: Sequence[TimingPoint], preset: Preset, end: float) -> Events:
    """A beat event for every beat of the red lines up to `end`, ms."""
    writer = Writer(preset, Lines(points), 0)
    reds = [point for point in points if point.beat_length >= 0 and round(60000 / point.beat_length)]
    starts_line = Kind.TIMING_POINT if preset.vocabulary.has(Kind.TIMING_POINT) else Kind.MEASURE
    for index, red in enumerate(reds):
        last = reds[index + 1].time - BORDER if index + 1 < len(reds) else end
        time, beat = red.time, 0
        while time <= last:
            measure = Kind.BEAT if beat % red.meter else Kind.MEASURE
            writer.group(Event(measure if beat else starts_line), time, snapped=False)
            beat += 1
            time = int(red.time + beat * red.beat_length)
    return writer.events


def kiai_events(points: Sequence[TimingPoint], preset: Preset) -> Events:
    """An event at each change of kiai."""
    writer = Writer(preset, Lines(points), 0)
    kiai = False
    for point in points:
        if point.kiai != kiai:
            kiai = point.kiai
            writer.group(Event(Kind.KIAI, int(kiai)), point.time)
    return writer.events


def speed_events(beatmap: Beatmap, preset: Preset) -> Events:
    """An event at each change of mania's scroll speed, relative to the tempo that lasts longest."""
    writer = Writer(preset, Lines(beatmap.timing_points), 3)
    last = -1.0
    for time, speed in _speeds(beatmap, relative=True):
        if abs(speed - last) > SPEED_STEP or last == -1:
            writer.group(Event(Kind.SCROLL_SPEED_CHANGE), time, speed=speed)
        last = speed
    return writer.events


def speed_changes(beatmap: Beatmap) -> int:
    """How often the scroll speed changes (taiko, mania)."""
    changes, last = 0, 1.0
    for _, speed in _speeds(beatmap, relative=beatmap.general.mode == 3):
        changes += abs(speed - last) > SPEED_STEP
        last = speed
    return changes


def _speeds(beatmap: Beatmap, *, relative: bool) -> Iterator[tuple[float, float]]:
    """Times of lines and the scroll speed from there on; of lines at one time the last counts."""
    points = beatmap.timing_points
    common = _common_beat_of(beatmap)
    beat = common
    for index, point in enumerate(points):
        speed = 1.0
        if point.uninherited:
            beat = point.beat_length
        else:
            speed = -100 / point.beat_length
        if index + 1 == len(points) or points[index + 1].time > point.time:
            yield point.time, speed * common / beat if relative else speed


def _common_beat_of(beatmap: Beatmap) -> float:
    ends = [thing.end_time if isinstance(thing, Hold) else thing.time for thing in beatmap.objects]
    return common_beat_length(beatmap.timing_points, int(max(ends, default=0) / 1000) * 1000)


def common_beat_length(points: Sequence[TimingPoint], last_time: float) -> float:
    """Ms a beat of the tempo that lasts longest up to `last_time` (ms); 0 without red lines before it.

    The game's own rule: the first line counts from 0; lines are looked at in whole seconds.
    """
    beat, durations, last = 0.0, dict[float, int](), last_time
    for index in range(len(points) - 1, -1, -1):
        point = points[index]
        time = int(point.time / 1000) * 1000
        if point.uninherited:
            beat = point.beat_length
        if beat == 0 or time > last or (not point.uninherited and index > 0):
            continue
        durations[beat] = durations.get(beat, 0) + int(last - (0 if index == 0 else time))
        last = time
    longest = max(durations.values(), default=0)
    return next((beat for beat, duration in durations.items() if duration == longest and longest > 0), 0.0)
