"""Where the objects of osu! lie: spacing by time, a flow the hand can follow, nothing off the playfield."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from engine.builtin.rhythm import Note
from engine.builtin.style import Style
from engine.osu import Circle, HitObject, PathSegment, Slider, Spinner, end_position
from engine.osu.slider_path import slider_path

Point = tuple[float, float]

WIDTH, HEIGHT = 512, 384

MARGIN = 28
"""px an object's centre stays away from the playfield's border."""

CANDIDATES = 24
"""Directions that are tried for each object."""

SHRINKS = (1.0, 0.75, 0.5, 0.25, 0.05)
"""Shares of the wanted distance that are tried in turn until an object stays on the playfield."""

OFFSCREEN_COST, LEAST_OUTSIDE = 100.0, 1.0
"""Cost of a point beyond the margin: more than any crowding."""

REMEMBERED = 1400.0
"""ms for which a place counts as taken: the time an object is still in the player's eye."""

STREAM = 0.3
"""Of a beat: objects this close in time flow in a line."""


@dataclass(frozen=True)
class Neighbour:
    """An object of the map that a new part joins: its end (or start), px and ms."""

    time: float
    position: Point


class Placer:
    """Places objects one after the other.

    Args:
        style: spacing.
        radius: of a circle, px.
        velocity: px a beat of a slider at velocity 1.
        random: the only source of chance.
        before: what the first object continues from.
        after: what the last object leads to.
    """

    def __init__(
        self,
        style: Style,
        radius: float,
        velocity: float,
        random: np.random.Generator,
        before: Neighbour | None = None,
        after: Neighbour | None = None,
    ) -> None:
        self._style = style
        self._radius = radius
        self._velocity = velocity
        self._random = random
        self._last = before or Neighbour(-math.inf, (WIDTH / 2, HEIGHT / 2))
        self._after = after
        self._heading = float(random.uniform(0, 2 * math.pi))
        self._turn = 0.6
        self._taken: list[tuple[float, Point]] = [(before.time, before.position)] if before else []

    def place(self, notes: Sequence[Note]) -> list[HitObject]:
        """The objects of a stretch, in order."""
        placed: list[HitObject] = []
        for number, note in enumerate(notes):
            if note.new_combo:
                self._turn = float(self._random.choice([-1, 1]) * self._random.uniform(0.35, 1.1))
            left = len(notes) - number
            placed.append(self._spinner(note) if note.kind == "spinner" else self._object(note, left))
        return placed

    def _spinner(self, note: Note) -> Spinner:
        self._last = Neighbour(note.end, (WIDTH / 2, HEIGHT / 2))
        return Spinner(note.time, WIDTH / 2, HEIGHT / 2, new_combo=True, end_time=note.end)

    def _object(self, note: Note, left: int) -> HitObject:
        gap = note.time - self._last.time
        distance = self._distance(note, gap)
        best: tuple[float, HitObject, float] | None = None
        for share in SHRINKS:
            for step in range(CANDIDATES):
                spread = (step + 1) // 2 * (1 if step % 2 else -1) * 2 * math.pi / CANDIDATES
                heading = self._heading + self._bend(gap, note) + spread
                head = self._at(share * distance, heading)
                if best is not None and best[0] < OFFSCREEN_COST * _outside(head, MARGIN):
                    continue
                made = self._made(note, head, heading)
                cost = self._cost(made, head, abs(spread), gap, note, left)
                if best is None or cost < best[0]:
                    best = (cost, made, heading)
            if best is not None and best[0] < OFFSCREEN_COST * LEAST_OUTSIDE:
                break
        assert best is not None
        _, made, self._heading = best
        end = end_position(made)
        self._last = Neighbour(note.end, end)
        self._taken = [each for each in self._taken if note.time - each[0] < REMEMBERED]
        self._taken += [(note.time, (made.x, made.y)), (note.end, end)]
        return made

    def _distance(self, note: Note, gap: float) -> float:
        """Px from the last object: by time up to about a beat and a half, wider at strong sounds."""
        if not math.isfinite(gap):
            return 60.0
        reach = min(gap, 1.5 * note.beat)
        accent = 0.85 + 0.35 * note.strength
        return min(self._style.spacing * reach * accent, 0.8 * WIDTH)

    def _bend(self, gap: float, note: Note) -> float:
        """Turn of the movement: gentle in streams, wide between jumps."""
        return 0.35 * self._turn if gap < STREAM * note.beat else (math.pi - 1.1) * self._turn

    def _at(self, distance: float, heading: float) -> Point:
        x, y = self._last.position
        return round(x + distance * math.cos(heading)), round(y + distance * math.sin(heading))

    def _made(self, note: Note, head: Point, heading: float) -> HitObject:
        if note.kind != "slider":
            return Circle(note.time, *head, new_combo=note.new_combo)
        length = self._velocity * (note.end - note.time) / note.beat
        return self._slider(note, head, length, heading)

    def _slider(self, note: Note, head: Point, length: float, heading: float) -> Slider:
        """Straight when short, an arc that turns with the flow when long."""
        bend = 0.0 if length < 90 else 0.5 * self._turn
        middle, tail = _arc_points(head, heading + 0.4 * self._turn, length, bend)
        kind = "L" if bend == 0.0 else "P"
        points = [head, tail] if bend == 0.0 else [head, middle, tail]
        return Slider(
            note.time, *head, new_combo=note.new_combo, segments=[PathSegment(kind, points)], length=length
        )

    def _cost(self, made: HitObject, head: Point, spread: float, gap: float, note: Note, left: int) -> float:
        cost = spread * (1.6 if gap < STREAM * note.beat else 0.5)
        points = [head]
        if isinstance(made, Slider):
            points = slider_path(made).points
        cost += OFFSCREEN_COST * sum(_outside(point, MARGIN) for point in points)
        cost += self._crowding(points, gap, note)
        if self._after is not None and left <= 3:
            x, y = end_position(made)
            there = math.dist((x, y), self._after.position)
            wanted = self._style.spacing * min(self._after.time - note.end, 1.5 * note.beat)
            cost += abs(there - wanted) / 100 * (4 - left)
        return cost

    def _crowding(self, points: Sequence[Point], gap: float, note: Note) -> float:
        """Cost of lying half over something the player still sees; the last object of a stream may touch."""
        near = 2 * self._radius
        cost = 0.0
        for time, place in self._taken:
            if place == self._last.position and gap < 0.6 * note.beat:
                continue
            closest = min(math.dist(place, point) for point in points)
            if closest < near:
                age = (note.time - time) / REMEMBERED
                cost += (1.2 - min(age, 1.0)) * (near - closest) / near * 3
        return cost


def _arc_points(head: Point, heading: float, length: float, bend: float) -> tuple[Point, Point]:
    """Middle and end of a circular arc of this length that turns by `2 * bend` radians."""
    x, y = head
    if bend == 0.0:
        tail = (round(x + length * math.cos(heading)), round(y + length * math.sin(heading)))
        return tail, tail
    radius = length / (2 * bend)
    centre = (x - radius * math.sin(heading), y + radius * math.cos(heading))

    def at(angle: float) -> Point:
        return (
            round(centre[0] + radius * math.sin(heading + angle)),
            round(centre[1] - radius * math.cos(heading + angle)),
        )

    return at(bend), at(2 * bend)


def _outside(point: Point, margin: float) -> float:
    """How far (in circles) a point lies beyond the margin."""
    x, y = point
    over = max(margin - x, x - (WIDTH - margin), margin - y, y - (HEIGHT - margin), 0.0)
    return LEAST_OUTSIDE + over / 36 if over > 0 else 0.0
