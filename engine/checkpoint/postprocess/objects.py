"""Groups of events to hit objects and the lines they bring."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from math import ceil, cos, dist, pi, sin
from random import Random

from engine.checkpoint.events import UNTIMED, Group, Kind
from engine.checkpoint.postprocess.lines import Lines
from engine.checkpoint.postprocess.sliders import CURVES, Draft, Point, made
from engine.checkpoint.prompt import MANIA, TAIKO
from engine.osu import Circle, HitObject, HitSample, Hold, PathSegment, Slider, Spinner

CENTRE: Point = (256.0, 192.0)
PLAYFIELD = (512.0, 384.0)
BODY_DELAY = 6
"""ms after an edge from which the volume of a slider's body holds again."""
DIRECTIONS = 500
PLACED = frozenset({Kind.CIRCLE, Kind.SLIDER_HEAD, Kind.LAST_ANCHOR, Kind.SLIDER_END, *UNTIMED})
OVERLAPPING = frozenset({Kind.CIRCLE, Kind.SLIDER_HEAD, Kind.RED_ANCHOR, Kind.LAST_ANCHOR, Kind.SLIDER_END})
OVERLAP_PX, OVERLAP_MS = 3.8, 1000
ENDS = {
    Kind.SPINNER_END: Kind.SPINNER,
    Kind.HOLD_NOTE_END: Kind.HOLD_NOTE,
    Kind.DRUMROLL_END: Kind.DRUMROLL,
    Kind.DENDEN_END: Kind.DENDEN,
}
NAMES = {
    Kind.SPINNER: "spinner",
    Kind.HOLD_NOTE: "hold note",
    Kind.DRUMROLL: "drumroll",
    Kind.DENDEN: "denden",
    Kind.SLIDER_HEAD: "slider",
}


def exact_overlaps(groups: Sequence[Group]) -> None:
    """Put positions that almost meet an earlier one of the last second exactly on it."""
    recent: list[Group] = []
    for group in groups:
        if group.kind not in OVERLAPPING or group.x is None or group.y is None:
            continue
        recent = [other for other in recent if abs(group.time - other.time) <= OVERLAP_MS]
        for other in recent:
            assert other.x is not None
            assert other.y is not None
            if dist((group.x, group.y), (other.x, other.y)) < OVERLAP_PX:
                group.x, group.y = other.x, other.y
                break
        recent.append(group)


@dataclass
class Builder:
    """Builds objects from groups, one after the other.

    Attributes:
        lines: get the volumes, velocities and kiai that the groups say.
        multiplier: the map's slider multiplier.
        common_beat: ms a beat of the tempo that scroll speeds in mania are meant for.
        said_speeds: velocities come with slider heads.
        random: for directions that were not said.
        note: takes a sentence about what could not be made.
    """

    lines: Lines
    mode: int
    multiplier: float
    common_beat: float
    said_speeds: bool
    random: Random
    note: Callable[[str], None] = lambda _sentence: None
    objects: list[HitObject] = field(default_factory=list)
    last: Point = CENTRE
    started: dict[Kind, Group] = field(default_factory=dict)
    draft: Draft | None = None
    head: Point = CENTRE

    def take(self, group: Group) -> None:
        """Build what the group says, or remember it until its end comes."""
        position = self._position(group)
        if group.kind in CURVES:
            if self.draft is not None:
                self.draft.anchor(group, position)
        elif group.kind in NAMES:
            self._start(group, position)
        elif group.kind in ENDS:
            if (start := self.started.pop(ENDS[group.kind], None)) is not None:
                self._held(start, group)
        elif group.kind is Kind.CIRCLE:
            self._circle(group, position)
        elif group.kind is Kind.SLIDER_END:
            self._slider(group, position)
        elif group.kind is Kind.KIAI:
            self.lines.set_kiai(int(group.time), kiai=bool(group.value))
        elif group.kind is Kind.SCROLL_SPEED_CHANGE and group.scroll_speed is not None and self.common_beat:
            self.lines.set_relative_speed(int(group.time), group.scroll_speed, self.common_beat)

    def _start(self, group: Group, position: Point) -> None:
        if group.kind is Kind.SLIDER_HEAD:
            self._unfinished(group.kind, self.draft.head if self.draft else None)
            self.draft, self.head = Draft(group), position
        else:
            self._unfinished(group.kind, self.started.get(group.kind))
            self.started[group.kind] = group

    def finish(self) -> list[HitObject]:
        """All objects, in order of time."""
        if self.draft is not None:
            self._unfinished(Kind.SLIDER_HEAD, self.draft.head)
        for kind, group in self.started.items():
            self._unfinished(kind, group)
        return self.objects

    def _unfinished(self, kind: Kind, group: Group | None) -> None:
        if group is not None:
            self.note(f"A {NAMES[kind]} at {round(group.time)} ms had no end and was left out.")

    def _position(self, group: Group) -> Point:
        if group.x is not None and group.y is not None:
            position = (float(group.x), float(group.y))
        elif group.distance is not None:
            position = self._away(group.distance)
        else:
            position = self.last
        if group.kind in PLACED:
            self.last = position
        if self.mode == TAIKO:
            return CENTRE
        return (position[0], CENTRE[1]) if self.mode == MANIA else position

    def _away(self, distance: float) -> Point:
        """Some point at a distance from the last one, inside the playfield."""
        first = self.random.randrange(DIRECTIONS)
        for turn in range(DIRECTIONS):
            angle = 2 * pi * (first + turn) / DIRECTIONS
            x, y = self.last[0] + distance * cos(angle), self.last[1] + distance * sin(angle)
            if 0 <= x <= PLAYFIELD[0] and 0 <= y <= PLAYFIELD[1]:
                return x, y
        return PLAYFIELD if sum(self.last) > sum(PLAYFIELD) / 2 else (0.0, 0.0)

    def _circle(self, group: Group, position: Point) -> None:
        time = round(group.time)
        circle = Circle(time, round(position[0]), round(position[1]), new_combo=group.new_combo)
        self._sound(circle, group)
        self.objects.append(circle)
        if group.volumes and self.mode != MANIA:
            self.lines.set_volume(time, group.volumes[0])
        if self.mode == TAIKO and group.scroll_speed is not None:
            self.lines.set_speed(time, group.scroll_speed)

    def _sound(self, thing: HitObject, group: Group) -> None:
        if group.hitsounds:
            own = self.mode == MANIA and isinstance(thing, Circle | Hold) and group.volumes
            volume = group.volumes[0] if own else 0
            thing.hitsound = group.hitsounds[0]
            thing.sample = HitSample(group.sample_sets[0], group.addition_sets[0], volume=volume)

    def _held(self, start: Group, end: Group) -> None:
        begin, until = round(start.time), round(end.time)
        if start.kind is Kind.HOLD_NOTE:
            x = self.last[0] if start.x is None else start.x
            thing: HitObject = Hold(begin, round(x), int(CENTRE[1]), end_time=until)
            self._sound(thing, start)
            if start.volumes and self.mode != MANIA:
                self.lines.set_volume(begin, start.volumes[0])
        elif start.kind is Kind.DRUMROLL:
            if until - begin < 1:
                return
            self._loudness(start, begin)
            thing = self._drumroll(begin, until)
            self._sound(thing, start)
        else:
            sounding = end if start.kind is Kind.SPINNER else start
            thing = Spinner(begin, CENTRE[0], CENTRE[1], new_combo=True, end_time=until)
            self._sound(thing, sounding)
            self._loudness(sounding, round(sounding.time))
            if start.kind is Kind.SPINNER:
                self.last = CENTRE
        self.objects.append(thing)

    def _loudness(self, group: Group, time: int) -> None:
        if group.volumes:
            self.lines.set_volume(time, group.volumes[0])
        if self.mode == TAIKO and group.scroll_speed is not None:
            self.lines.set_speed(time, group.scroll_speed)

    def _drumroll(self, begin: int, until: int) -> Slider:
        """A straight path, to and fro over the playfield as long as it must be."""
        red = self.lines.red_at(begin)
        speed = self.lines.speed_at(begin)
        length = speed * (until - begin) * 100 / red.beat_length * self.multiplier
        turns = [PLAYFIELD[0] if i % 2 == 0 else 0.0 for i in range(ceil(length / PLAYFIELD[0]))]
        points = [(0.0, CENTRE[1]), *((x, CENTRE[1]) for x in turns)]
        return Slider(
            begin,
            0,
            int(CENTRE[1]),
            segments=[PathSegment("L", points)],
            length=length,
            edge_sounds=[0, 0],
            edge_sets=[(0, 0), (0, 0)],
        )

    def _slider(self, end: Group, position: Point) -> None:
        draft = self.draft
        if draft is None or draft.turn is None:
            return
        self.draft = None
        result = made(draft, self.head, end, position, self.lines, self.multiplier, said=self.said_speeds)
        if result is None:
            self.note(f"A slider at {round(draft.head.time)} ms had no length and was left out.")
            return
        slider = result.slider
        self.objects.append(slider)
        if result.speed != self.lines.speed_at(slider.time):
            self.lines.set_speed(int(slider.time), result.speed)
        volumes = draft.head.volumes + draft.turn.volumes[1:] + end.volumes
        body = draft.turn.volumes[0] if draft.turn.volumes else None
        for edge, volume in enumerate(volumes[: slider.slides + 1]):
            time = round(draft.head.time + result.span * edge)
            self.lines.set_volume(time, volume)
            if body not in {None, volume} and edge < slider.slides and result.span > BODY_DELAY:
                assert body is not None
                self.lines.set_volume(time + BODY_DELAY, body)
