"""osu!: where its objects lie: spacing by time, figures the hand can follow, nothing off the playfield."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri

from engine.builtin.levels import paced
from engine.builtin.plan import Part, Plan, ranks
from engine.builtin.shapes import Shape, shapes
from engine.builtin.slider_shapes import Outline, outline
from engine.builtin.structure import PARTS
from engine.osu import Circle, HitObject, Slider, Spinner, circle_radius, end_position

Floats = NDArray[np.float64]
Point = tuple[float, float]

WIDTH, HEIGHT = 512, 384

MARGIN = 20
"""px an object's centre stays away from the playfield's border."""

HEADINGS = 24
"""Directions that are tried for each object."""

BENDS = (0.35, -0.5, 1.2, -1.4)
"""Radians between the movement to a slider's head and the way the slider leaves it."""

SHRINKS = (1.0, 0.8, 0.6, 0.4)
"""Shares of the wanted distance that are tried in turn until an object stays on the playfield."""

REMEMBERED = 1300.0
"""ms for which a place counts as taken: the time an object is still in the player's eye."""

QUICK = 0.3
"""Of the usual beat: objects this close in time flow in a line."""

# px from one object's end to the next head in real maps, by star rating / 6, for a quarter, half, whole beat
_RATING = (0.0, 0.34, 0.54, 0.7, 0.83, 1.0, 1.2, 1.6, 2.0)
_QUARTER = (20.0, 22.0, 24.0, 28.0, 31.0, 38.0, 56.0, 110.0, 150.0)
_HALF = (45.0, 48.0, 82.0, 115.0, 155.0, 185.0, 235.0, 330.0, 390.0)
_WHOLE = (90.0, 95.0, 150.0, 165.0, 175.0, 200.0, 240.0, 340.0, 400.0)
_SPREAD = (0.03, 0.05, 0.1, 0.2, 0.32, 0.4, 0.4, 0.4, 0.4)

_STACKED = (0.8, 0.8, 0.8, 0.8, 0.7, 0.5, 0.3, 0.1, 0.0)

_BEATS = (0.0, 0.125, 0.25, 0.5, 1.0, 2.0)

RAREST = 0.03
"""Accents weaker or stronger than this share of all count as it."""

LONGEST_STACK = 3
"""Quick steps that may lie on one place; more are a stream."""

UNDER_A_TAIL = 0.35
"""Of the chance of a stack of circles, that of a circle on a slider's end."""

FARTHEST_EIGHTH = 40.0
"""px between the objects of a burst of 1/8 at most: a hand has no time to aim at each."""

CALM_TO_LOUD = (0.8, 1.2)
"""Of that distance, in the calmest and in the loudest phrase."""

FIGURES = (155.0, 120.0, 90.0, 62.0, 35.0)
"""Angles (degrees) between one movement and the next: flow, pentagon, square, triangle, back and forth."""

_FIGURE_SHARE = {
    0.3: (0.5, 0.3, 0.2, 0.0, 0.0),
    0.55: (0.35, 0.3, 0.25, 0.1, 0.0),
    0.7: (0.25, 0.15, 0.25, 0.25, 0.1),
    0.85: (0.15, 0.1, 0.2, 0.35, 0.2),
    1.0: (0.08, 0.07, 0.15, 0.4, 0.3),
}
"""How often each is used, by star rating / 6."""

STREAM_ANGLE = 158.0
"""Degrees between the steps of a stream."""

OUTSIDE_COST = 1000.0
"""Cost of a point beyond the margin: more than any crowding."""

OVERLAP = 175.0
"""ms up to which objects of low difficulties may overlap: so that the quick rhythm is seen."""

STEADY_TIME = 600.0
"""ms up to which equal times need equal distances in low difficulties."""


@dataclass(frozen=True)
class _Candidates:
    """Places for one object.

    Attributes:
        heads: shape (n, 2), px.
        headings: shape (n,), of the movement to the head, radians.
        bodies: shape (n, points, 2), px; of a circle the head alone.
        ways: shape (n,), in which a slider leaves its head, radians.
        outline: of a slider.
    """

    heads: Floats
    headings: Floats
    bodies: Floats
    ways: Floats
    outline: Outline | None


def map_osu(plan: Plan) -> Part:
    """The objects of a difficulty or a part of it."""
    return Part(Placer(plan).place(shapes(plan)))


def _variants(shape: Shape) -> list[Shape]:
    """A shape and what it becomes where there is no room for it: a slider there and back, a circle."""
    if shape.kind == "circle":
        return [shape]
    folded = replace(shape, parts=shape.parts // 2, slides=2 * shape.slides)
    circle = replace(shape, kind="circle")
    return [shape, folded, circle] if shape.slides == 1 and shape.parts % 4 == 0 else [shape, circle]


class Placer:
    """Places objects one after the other.

    Args:
        plan: of the difficulty or the part.
    """

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._radius = circle_radius(plan.settings.circle_size)
        self._heading = 2 * math.pi * plan.chance.at(1)
        self._sign = 1.0
        self._position: Point = (WIDTH / 2, HEIGHT / 2)
        self._taken_at: list[float] = []
        self._taken: list[Point] = []
        self._steady = 0.0
        self._free = -math.inf
        if plan.before:
            last = plan.before[-1]
            self._position = end_position(last)
            self._free = last.time

    def place(self, shapes: Sequence[Shape]) -> list[HitObject]:
        """The objects of a stretch, in order."""
        self._accents = ranks([each.note.strength for each in shapes])
        self._steady = self._steady_speed(shapes)
        stacked = self._stacked(shapes)
        placed: list[HitObject] = []
        gap = math.inf
        for number, shape in enumerate(shapes):
            if shape.kind == "spinner":
                placed.append(
                    Spinner(shape.note.time, WIDTH / 2, HEIGHT / 2, new_combo=True, end_time=shape.end)
                )
                self._position = (WIDTH / 2, HEIGHT / 2)
            else:
                wide = 0.0 if number in stacked else self._distance(shape, gap, self._accents[number])
                placed.append(self._object(shape, gap, wide, len(shapes) - number))
            gap = shape.gap * shape.note.beat / PARTS
        return placed

    def _steady_speed(self, shapes: Sequence[Shape]) -> float:
        """Px a ms that low difficulties keep: near a slider's own, wide enough that nothing overlaps."""
        if not self._plan.limits.steady:
            return 0.0
        settings, beat = self._plan.settings, self._plan.usual_beat
        speed = (0.8 + 0.45 * self._plan.figures) * 100.0 * settings.slider_multiplier / paced(beat)
        gaps = [each.gap * each.note.beat / PARTS for each in shapes]
        apart = min((gap for gap in gaps if gap > OVERLAP), default=250.0)
        return max(speed, (2 * self._radius + 2) / apart)

    def _stacked(self, shapes: Sequence[Shape]) -> set[int]:
        """Numbers of the objects that lie on the end of the one before: short bursts, alike in a phrase."""
        share = float(np.interp(self._plan.figures, _RATING, _STACKED))
        quick = [each.gap * each.note.beat / PARTS < QUICK * paced(each.note.beat) for each in shapes[:-1]]
        found: set[int] = set()
        number = phrase = 0
        for is_quick, burst in groupby(quick):
            steps = len(list(burst))
            first = shapes[number]
            phrase += sum(each.note.phrase for each in shapes[number : number + steps])
            wanted = share * (1.0 if first.kind == "circle" else UNDER_A_TAIL)
            draw = self._plan.chance.at(first.note.pattern, first.note.place, phrase, 8)
            if is_quick and steps <= LONGEST_STACK and draw < wanted:
                found.update(range(number + 1, number + steps + 1))
            number += steps
        return found

    def _object(self, shape: Shape, gap: float, distance: float, left: int) -> HitObject:
        pace = paced(shape.note.beat)
        turn = self._turn(shape, gap, pace)
        fixed = self._plan.limits.steady and gap <= STEADY_TIME
        for variant, share in ((each, share) for each in _variants(shape) for share in SHRINKS):
            tried = self._candidates(variant, distance * (1.0 if fixed else share), turn)
            cost = self._cost(tried, variant, gap, turn, left)
            best = int(np.argmin(cost))
            shape = variant
            if cost[best] < OUTSIDE_COST:
                break
        made = self._made(shape, tried, best)
        moved = math.dist(self._position, (made.x, made.y)) > 8
        self._heading = float(tried.headings[best]) if moved else self._heading
        if tried.outline is not None and shape.slides % 2:
            self._heading = float(tried.ways[best]) + tried.outline.turned
        self._position = end_position(made)
        self._remember(made, tried.bodies[best], shape.end)
        return made

    def _distance(self, shape: Shape, gap: float, accent: float) -> float:
        """Px from the last object's end."""
        pace = paced(shape.note.beat)
        if not math.isfinite(gap):
            return 80.0
        if self._plan.limits.steady:
            return self._steady * gap if gap <= STEADY_TIME else min(self._steady * gap, 230.0)
        x = self._plan.figures
        spread = float(np.interp(x, _RATING, _SPREAD))
        calm = float(np.interp(shape.note.lift, (0.0, 1.0), CALM_TO_LOUD))
        at = [float(np.interp(x, _RATING, table)) for table in (_QUARTER, _HALF, _WHOLE)]
        base = calm * float(
            np.interp(gap / pace, _BEATS, (0.0, min(at[0] / 2, FARTHEST_EIGHTH), *at, 1.15 * at[2]))
        )
        if gap < QUICK * pace:
            return base * (0.9 + 0.2 * self._plan.chance.at(shape.note.pattern, 7))  # streams keep their step
        return base * math.exp(spread * float(ndtri(min(max(accent, RAREST), 1 - RAREST))))

    def _turn(self, shape: Shape, gap: float, pace: float) -> float:
        """Wanted change of heading, radians: a figure of its own for each half of a bar."""
        note, chance = shape.note, self._plan.chance
        half = note.place // (2 * PARTS)
        if shape.new_combo or gap > pace:
            self._sign = 1.0 if chance.at(note.pattern, half, 3) < 0.5 else -1.0
        if gap < QUICK * pace:
            return self._sign * math.radians(180 - STREAM_ANGLE)
        return self._sign * math.radians(180 - self._figure(note.pattern, half))

    def _figure(self, pattern: int, half: int) -> float:
        x = self._plan.figures
        known = sorted(_FIGURE_SHARE)
        share = [
            float(np.interp(x, known, [_FIGURE_SHARE[k][i] for k in known])) for i in range(len(FIGURES))
        ]
        draw = self._plan.chance.at(pattern, half, 4) * sum(share)
        for angle, each in zip(FIGURES, share, strict=True):
            draw -= each
            if draw < 0:
                return angle
        return FIGURES[0]

    def _candidates(self, shape: Shape, distance: float, turn: float) -> _Candidates:
        steps = np.arange(HEADINGS)
        spread = (steps + 1) // 2 * np.where(steps % 2, 1, -1) * (2 * math.pi / HEADINGS)
        headings = np.asarray(self._heading + turn + spread, np.float64)
        heads = np.rint(
            np.array(self._position) + distance * np.stack([np.cos(headings), np.sin(headings)], 1)
        )
        if shape.kind == "circle":
            return _Candidates(heads, headings, heads[:, None], headings, None)
        note, draw = shape.note, self._plan.chance.at(shape.note.pattern, shape.note.place, 5)
        side = self._sign if self._plan.chance.at(note.pattern, note.place, 6) < 0.8 else -self._sign
        body = outline(self._length(shape), side, draw, plain=self._plan.limits.steady)
        heads, headings = np.tile(heads, (len(BENDS), 1)), np.tile(headings, len(BENDS))
        ways = headings + self._sign * np.repeat(BENDS, HEADINGS)
        return _Candidates(heads, headings, body.placed(heads, ways), ways, body)

    def _length(self, shape: Shape) -> float:
        """Px of one span of a slider."""
        return 100.0 * self._plan.settings.slider_multiplier * shape.parts / PARTS

    def _cost(self, tried: _Candidates, shape: Shape, gap: float, turn: float, left: int) -> Floats:
        pace = paced(shape.note.beat)
        change = tried.headings - self._heading - turn
        off = np.abs((change + math.pi) % (2 * math.pi) - math.pi)
        cost = off * (2.0 if gap < QUICK * pace else 0.7)
        over = np.maximum(
            np.maximum(MARGIN - tried.bodies, tried.bodies - (np.array([WIDTH, HEIGHT]) - MARGIN)), 0.0
        ).max(axis=(1, 2))
        cost = cost + np.where(over > 0, OUTSIDE_COST + over, 0.0)
        centre = np.abs(tried.bodies[:, -1] - np.array([WIDTH / 2, HEIGHT / 2])) / np.array([WIDTH, HEIGHT])
        cost = cost + 0.8 * (np.maximum(centre - 0.3, 0.0) ** 1).sum(1)
        cost = cost + self._crowding(tried, shape, gap, pace)
        if self._plan.after and left <= 3:
            first = self._plan.after[0]
            there = np.hypot(*(tried.bodies[:, -1] - np.array([first.x, first.y])).T)
            until = (first.time - shape.end) / pace
            cost = cost + np.abs(there - 160.0 * min(until, 1.5)) / 100 * (4 - left)
        return np.asarray(cost)

    def _crowding(self, tried: _Candidates, shape: Shape, gap: float, pace: float) -> Floats:
        """Cost of lying over what the player still sees; the object just before a quick one may touch."""
        now = shape.note.tick
        recent = [i for i, at in enumerate(self._taken_at) if now - at < REMEMBERED]
        self._taken_at, self._taken = [self._taken_at[i] for i in recent], [self._taken[i] for i in recent]
        if not recent:
            return np.zeros(len(tried.heads))
        near = 2 * self._radius
        taken, at = np.array(self._taken), np.array(self._taken_at)
        quick = gap < (OVERLAP if self._plan.limits.steady else 0.6 * pace)
        touching = (at >= self._free) & quick
        across = tried.bodies[:, ::2, None, 0] - taken[:, 0]
        down = tried.bodies[:, ::2, None, 1] - taken[:, 1]
        apart = np.sqrt((across**2 + down**2).min(1))  # the root of the least alone: np.hypot is slow
        age = np.minimum((now - at) / REMEMBERED, 1.0)
        weight = np.where(touching, 0.0, (1.3 - age) * (6.0 if self._plan.limits.steady else 3.0))
        return np.asarray((weight * np.maximum(near - apart, 0.0) / near).sum(1))

    def _made(self, shape: Shape, tried: _Candidates, best: int) -> HitObject:
        x, y = (float(each) for each in tried.heads[best])
        if tried.outline is None:
            return Circle(shape.note.time, x, y, new_combo=shape.new_combo)
        return Slider(
            shape.note.time,
            x,
            y,
            new_combo=shape.new_combo,
            segments=[tried.outline.segment((x, y), float(tried.ways[best]))],
            slides=shape.slides,
            length=self._length(shape),
        )

    def _remember(self, made: HitObject, body: Floats, end: float) -> None:
        self._free = made.time
        points = [(float(x), float(y)) for x, y in body[:: max(1, len(body) // 4)]]
        for number, point in enumerate([*points, end_position(made)]):
            self._taken.append(point)
            self._taken_at.append(made.time if number == 0 else end)
