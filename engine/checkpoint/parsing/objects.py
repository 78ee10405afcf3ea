"""Hit objects as events."""

from __future__ import annotations

from collections.abc import Sequence

from engine.checkpoint.events import Event, Events, Kind
from engine.checkpoint.parsing.curves import Point, circle_centre, path_end
from engine.checkpoint.parsing.groups import Sound, Writer
from engine.checkpoint.parsing.lines import Lines
from engine.checkpoint.parsing.timing import beat_events
from engine.checkpoint.preset import Preset
from engine.osu import Beatmap, Circle, HitObject, HitSample, Hold, Slider, Spinner

POINTS_LIMIT = 100
"""Control points from which on a slider is left out."""
CENTRE = (256.0, 192.0)
ANCHORS = {"C": Kind.CATMULL_ANCHOR, "P": Kind.PERFECT_ANCHOR, "L": Kind.RED_ANCHOR}
BODY_DELAY = 1
"""ms after its start at which the surroundings of a slider's body sound are looked up."""


def object_events(beatmap: Beatmap, preset: Preset) -> Events:
    """The objects of a beatmap in order of time; with beats among them where the preset says them so."""
    mode = beatmap.general.mode
    writer = Writer(preset, Lines(beatmap.timing_points), mode, int(beatmap.difficulty.circle_size))
    for thing in beatmap.objects:
        match thing:
            case Slider() if mode == 1:
                _held(writer, thing, end_time(thing, beatmap, writer.lines), Kind.DRUMROLL)
            case Spinner() if mode == 1:
                _held(writer, thing, thing.end_time, Kind.DENDEN)
            case Slider():
                _slider(writer, thing, end_time(thing, beatmap, writer.lines))
            case Spinner():
                _spinner(writer, thing)
            case Hold():
                _hold(writer, thing)
            case Circle():
                _circle(writer, thing)
            case _:
                pass
    events = _sorted(writer.events)
    if preset.interleaved_timing:
        events = beat_events(beatmap.timing_points, preset, last_beat(beatmap)).merged(events)
    return events


def last_beat(beatmap: Beatmap) -> float:
    """The time up to which beats are said when there are objects: the last one's end, ms."""
    last = beatmap.objects[-1]
    if isinstance(last, Slider):
        return end_time(last, beatmap, Lines(beatmap.timing_points)) + 0.999
    return (last.end_time if isinstance(last, Spinner | Hold) else last.time) + 0.999


def end_time(slider: Slider, beatmap: Beatmap, lines: Lines) -> float:
    """When a slider ends, cut to whole ms after its start; `lines` are the beatmap's."""
    speed = min(max(lines.speed_at(slider.time), 0.1), 10.0)
    beats = slider.length * slider.slides / (beatmap.difficulty.slider_multiplier * 100 * speed)
    return slider.time + int(beats * lines.red_at(slider.time).beat_length)


def control_points(slider: Slider) -> tuple[str, list[Point]]:
    """The kind of a slider's path and its control points, double where two segments meet, as in the file."""
    kinds = {segment.type for segment in slider.segments}
    points = [point for segment in slider.segments for point in segment.points]
    return (kinds.pop() if len(kinds) == 1 else "B"), points


def _sorted(events: Events) -> Events:
    order = sorted(range(len(events)), key=events.times.__getitem__)
    return Events([events.events[i] for i in order], [events.times[i] for i in order])


def _circle(writer: Writer, circle: Circle) -> None:
    writer.group(
        Event(Kind.CIRCLE),
        circle.time,
        position=(circle.x, circle.y),
        new_combo=circle.new_combo,
        speed=writer.lines.speed_at(circle.time) if writer.mode == 1 else None,
        sounds=(_own_sound(circle, circle.time),),
    )


def _own_sound(thing: HitObject, time: float) -> Sound:
    return Sound(time, thing.hitsound, thing.sample)


def _held(writer: Writer, thing: HitObject, end: float, kind: Kind) -> None:
    """A drumroll or denden (taiko)."""
    drumroll = kind is Kind.DRUMROLL
    writer.group(
        Event(kind),
        thing.time,
        speed=writer.lines.speed_at(thing.time),
        sounds=(_own_sound(thing, thing.time),),
    )
    mark = Kind.DRUMROLL_SUSTAIN if drumroll else Kind.DENDEN_SUSTAIN
    writer.sustain(Event(mark), thing.time, end)
    writer.group(Event(Kind.DRUMROLL_END if drumroll else Kind.DENDEN_END), end)


def _spinner(writer: Writer, spinner: Spinner) -> None:
    writer.group(Event(Kind.SPINNER), spinner.time)
    writer.sustain(Event(Kind.SPINNER_SUSTAIN), spinner.time, spinner.end_time)
    sound = _own_sound(spinner, spinner.end_time)
    writer.group(Event(Kind.SPINNER_END), spinner.end_time, sounds=(sound,))
    writer.position = CENTRE


def _hold(writer: Writer, hold: Hold) -> None:
    position = (hold.x, hold.y)
    sound = _own_sound(hold, hold.time)
    writer.group(Event(Kind.HOLD_NOTE), hold.time, position=position, sounds=(sound,))
    writer.sustain(Event(Kind.HOLD_NOTE_SUSTAIN), hold.time, hold.end_time, position=position)
    writer.group(Event(Kind.HOLD_NOTE_END), hold.end_time, position=position)


def _edge(slider: Slider, index: int, time: float) -> Sound:
    """The sound of an edge; one that the file leaves out is plain."""
    sounds, sets = slider.edge_sounds, slider.edge_sets
    if index < 0:
        index += max(len(sounds), 1)
        set_index = len(sets) - 1
    else:
        set_index = index
    hitsound = sounds[index] if index < len(sounds) else 0
    normal, addition = sets[set_index] if 0 <= set_index < len(sets) else (0, 0)
    return Sound(time, hitsound, HitSample(normal, addition))


def _slider(writer: Writer, slider: Slider, end: float) -> None:
    kind, points = control_points(slider)
    if len(points) >= POINTS_LIMIT:
        return
    preset, start = writer.preset, slider.time
    writer.group(
        Event(Kind.SLIDER_HEAD),
        start,
        position=points[0],
        new_combo=slider.new_combo,
        speed=writer.lines.speed_at(start) if preset.has_sv else None,
        sounds=(_edge(slider, 0, start),),
    )
    span = round((end - start) * 1000 / slider.slides) / 1000  # the training counted in whole µs
    for index, anchor in _anchors(kind, points):
        time = start if preset.has_sustain else start + index / (len(points) - 1) * span
        writer.group(Event(anchor), time, dated=False, position=points[index])
    turn, last = start + span, points[-1]
    if preset.has_sustain:
        writer.group(Event(Kind.LAST_ANCHOR), start, dated=False, position=last)
        writer.sustain(Event(Kind.SLIDER_SUSTAIN), start, turn)
    body = Sound(start + BODY_DELAY, slider.hitsound, slider.sample)
    turns = (_edge(slider, index, start + index * span) for index in range(1, slider.slides))
    writer.group(
        Event(Kind.LAST_ANCHOR),
        turn,
        position=None if preset.has_sustain else last,
        sounds=(body, *turns),
    )
    writer.sustain(Event(Kind.SLIDER_REPEAT_SUSTAIN), turn, end)
    writer.group(
        Event(Kind.SLIDER_END),
        end,
        position=path_end(kind, points, slider.length),
        sounds=(_edge(slider, -1, end),),
    )


def _anchors(kind: str, points: Sequence[Point]) -> list[tuple[int, Kind]]:
    """Control points between the first and the last, by what they are; double ones once."""
    inner = range(1, len(points) - 1)
    if kind in {"C", "L"} or (kind == "P" and len(points) == 3 and _curved(points)):
        return [(index, ANCHORS[kind]) for index in inner]
    anchors = []
    for index in inner:
        if points[index] == points[index + 1]:
            anchors.append((index, Kind.RED_ANCHOR))
        elif points[index] != points[index - 1]:
            anchors.append((index, Kind.BEZIER_ANCHOR))
    return anchors


def _curved(points: Sequence[Point]) -> bool:
    return circle_centre(*points) is not None
