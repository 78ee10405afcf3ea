"""osu!catch: fruits the catcher walks, dashes or hyperdashes to, juice streams, banana showers."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Literal

from engine.builtin.catcher import WALK_SPEED, Catcher
from engine.builtin.plan import Part, Plan, ranks
from engine.builtin.shapes import Shape, shapes
from engine.builtin.structure import PARTS
from engine.osu import Circle, HitObject, PathSegment, Slider, Spinner, end_position, slider_path

Move = Literal["walk", "dash", "hyper"]
Point = tuple[float, float]

LEFT, RIGHT = 20.0, 492.0
"""px between which fruits lie."""

FAST_LEFT, FAST_RIGHT = 44.0, 468.0
"""The same for what is dashed to: at the border the catcher is stopped."""

WALKS = (0.1, 0.49)
"""px a ms of the slowest and the fastest walk."""

WALK_SHARE = (3.0, 2.0, 1.3, 1.1, 1.1)
"""How soon the walks of a level become fast as its intensity grows."""

STREAM_SPEED = (0.24, 0.3, 0.36, 0.42, 0.46)
"""px a ms of the fastest juice stream, by level."""

DASH_GAP = (math.inf, 125.0, 125.0, 62.0, 62.0)
"""ms a dash needs at least, by level."""

HYPER_GAP = (math.inf, math.inf, 125.0, 125.0, 62.0)
"""ms a hyperdash needs at least, by level."""

DASHES, HYPERS = (0, 2, 4, 8, 12), (0, 0, 1, 4, 16)
"""Most in a row, by level."""

LONE = 250.0
"""ms: a quicker dash of the second level and a quicker hyperdash of the third have walks around them."""

FARTHEST_DASH = 0.82
"""Of a dash's reach: farther ones have to be dashed to the ms."""

WIDE, WIDER = 1.0, 150.0
"""Intensity from which all hyperdashes become wider, and px for each 1 more."""

SHOWER_ROOM = (250.0, 250.0, 125.0, 125.0, 62.0)
"""ms between a fruit and a banana shower, by level."""

LONGEST_COMBO = (8, 10, 12, 16, 16)
"""Fruits, by level."""

HIGHEST = 280.0
"""px a juice stream's path goes up or down; a longer path winds."""


def map_catch(plan: Plan) -> Part:
    """The objects of a difficulty or a part of it."""
    return Part(_Walk(plan).place(shapes(plan, LONGEST_COMBO[plan.level])))


class _Walk:
    """Follows the catcher from fruit to fruit."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._catcher = Catcher.of(plan.settings.circle_size)
        self._way = 1
        self._moves: list[tuple[Move, float]] = []
        for each in plan.before[-1:]:
            self._catcher.x = end_position(each)[0]
            self._catcher.time = each.time

    def place(self, shapes: Sequence[Shape]) -> list[HitObject]:
        """The objects in order."""
        accents = ranks([each.note.strength for each in shapes])
        objects: list[HitObject] = []
        for shape, accent in zip(shapes, accents, strict=True):
            if shape.kind == "spinner":
                objects += self._shower(shape)
                continue
            x = self._next(shape, accent)
            self._catcher.move(x, shape.note.time)
            if shape.kind == "slider":
                objects.append(self._stream(shape, x))
            else:
                objects.append(Circle(shape.note.time, x, 192.0, new_combo=shape.new_combo))
        return objects

    def _shower(self, shape: Shape) -> list[HitObject]:
        """A banana shower; later than its sound where a fruit is too close before."""
        note = shape.note
        parts = 0
        while note.after(parts) - self._catcher.time < SHOWER_ROOM[self._plan.level]:
            parts += PARTS // 2
        start = note.after(parts)
        return (
            [Spinner(start, 256.0, 192.0, new_combo=True, end_time=shape.end)]
            if start < shape.end - 400
            else []
        )

    def _next(self, shape: Shape, accent: float) -> float:
        """Where the next fruit lies, px."""
        gap = shape.note.time - self._catcher.time
        if not math.isfinite(gap):
            return 256.0
        self._turn(shape)
        move = self._move(gap, accent)
        for kind in ("hyper", "dash", "walk"):
            if (kind == "hyper" and move != "hyper") or (kind == "dash" and move == "walk"):
                continue
            x = self._at(kind, gap, accent, shape)
            if x is not None:
                self._moves.append((kind, gap))
                return self._towards_after(shape, x)
        return self._catcher.x  # a wall on both sides: the catcher stays

    def _turn(self, shape: Shape) -> None:
        """Zigzag, pairs or a run to one side: a figure for each half of a bar."""
        note = shape.note
        figure = int(3 * self._plan.chance.at(note.pattern, note.place // (2 * PARTS), 1))
        turns = (
            figure == 0 or self._plan.figures > 1.3 or (figure == 1 and (note.place // (PARTS // 2)) % 2 == 0)
        )
        if turns or shape.new_combo:
            self._way = -self._way
        if (
            self._moves
            and self._moves[-1][0] == "hyper"
            and self._moves[-1][1] < LONE
            and self._plan.level < 4
        ):
            self._way = self._catcher.direction or 1  # on in the way of a quick hyperdash

    def _move(self, gap: float, accent: float) -> Move:
        """The strongest sounds are dashed to, as far as the level allows."""
        level, x = self._plan.level, self._plan.figures
        hyper = min(max(0.9 * (x - 0.42), 0.04), 0.6 + 0.8 * max(0.0, x - 1.5))
        dash = min(max(0.9 * (x - 0.2), 0.05), 0.6)
        last, last_gap = self._moves[-1] if self._moves else ("walk", gap)
        if level == 2 and last == "hyper" and last_gap < LONE:
            return "walk"
        if accent >= 1 - hyper and gap >= HYPER_GAP[level] and self._row("hyper") < HYPERS[level]:
            same = last != "hyper" or abs(last_gap - gap) < 12  # no other snap between hyperdashes in a row
            lone = level > 2 or gap >= LONE or last == "walk"
            if lone and (same or level == len(HYPERS) - 1):
                return "hyper"
        if accent >= 1 - hyper - dash and gap >= DASH_GAP[level] and self._row("dash") < DASHES[level]:
            return "dash" if level > 1 or last == "walk" or min(gap, last_gap) >= LONE else "walk"
        return "walk"

    def _row(self, kind: Move) -> int:
        """How many movements up to now were of a kind, without another between."""
        count = 0
        for each, _ in reversed(self._moves):
            if each != kind:
                break
            count += 1
        return count

    def _at(self, kind: str, gap: float, accent: float, shape: Shape) -> float | None:
        """The place a movement of a kind goes to; none where the playfield is too small for it."""
        catcher, draw = self._catcher, self._plan.chance.at(shape.note.pattern, shape.note.place, 2)
        for way in (self._way, -self._way):
            reach = catcher.reach(shape.note.time, way)
            left, right = (LEFT, RIGHT) if kind == "walk" else (FAST_LEFT, FAST_RIGHT)
            room = right - catcher.x if way > 0 else catcher.x - left
            if kind == "walk":
                share = min(1.0, self._plan.figures * WALK_SHARE[self._plan.level]) * (0.5 + 0.5 * accent)
                distance = (WALKS[0] + (WALKS[1] - WALKS[0]) * share) * min(gap, 900.0)
                distance *= 0.7 + 0.3 * draw
                if room < 0.35 * distance and way == self._way:
                    continue
                distance = min(distance, max(room, 0.0))
            elif kind == "dash":
                least = WALK_SPEED * gap + 0.75 * catcher.half
                distance = max(least, reach * (0.62 + 0.2 * draw))
                if distance > reach * FARTHEST_DASH or distance > room:
                    continue
            else:
                far = max(0.0, self._plan.figures - 0.6)
                wide = WIDER * max(0.0, self._plan.figures - WIDE)
                distance = reach * (1.06 + (0.12 + 0.3 * far) * draw) + 12 + 60 * far * draw + wide
                if room < 1.06 * reach + 12:
                    continue
                distance = min(distance, room)
            self._way = way
            return float(round(catcher.x + way * distance))
        return None

    def _towards_after(self, shape: Shape, x: float) -> float:
        """A place from which what follows a part can be walked to."""
        if not self._plan.after:
            return x
        first = self._plan.after[0]
        free = WALKS[1] * max(first.time - shape.end, 0.0)
        held = min(max(x, first.x - free), first.x + free)
        most = WALKS[1] * (shape.note.time - self._catcher.time) if held != x else math.inf
        return float(round(min(max(held, self._catcher.x - most), self._catcher.x + most)))

    def _stream(self, shape: Shape, x: float) -> Slider:
        """A juice stream to the side with more room, no faster than its level walks."""
        plan, note = self._plan, shape.note
        span = shape.parts * note.beat / PARTS
        length = 100.0 * plan.settings.slider_multiplier * shape.parts / PARTS
        speed = STREAM_SPEED[plan.level] * (0.45 + 0.55 * plan.chance.at(note.pattern, note.place, 3))
        way = self._way if (RIGHT - x if self._way > 0 else x - LEFT) > 60 else -self._way
        across = min(speed * span, 0.9 * length, RIGHT - x if way > 0 else x - LEFT)
        points = _path(x, way * max(across, 0.0), length)
        made = Slider(
            note.time,
            *points[0],
            new_combo=shape.new_combo,
            segments=[PathSegment("L", points)],
            slides=shape.slides,
            length=length,
        )
        self._follow(made, span)
        return made

    def _follow(self, made: Slider, span: float) -> None:
        """Take the catcher along a stream whose spans last so many ms."""
        path = slider_path(made)
        there = path.position_at(path.length)[0]
        for number in range(made.slides):
            self._catcher.move(there if number % 2 == 0 else made.x, made.time + (number + 1) * span)


def _path(x: float, across: float, length: float) -> list[Point]:
    """Points of a path of a length (px) that ends `across` px to the side; a long one goes up and down."""
    legs = max(1, math.ceil(length / HIGHEST))
    down = math.sqrt(max((length / legs) ** 2 - (across / legs) ** 2, 0.0))
    top = 192.0 - down / 2
    return [
        (float(round(x + across * k / legs)), float(round(top + (down if k % 2 else 0.0))))
        for k in range(legs + 1)
    ]
