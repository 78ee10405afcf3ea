"""Sliders from their head, anchors and ends."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, field
from math import dist

from engine.checkpoint.events import Group, Kind
from engine.checkpoint.postprocess.lines import Lines
from engine.osu import HitSample, PathSegment, Slider
from engine.osu.slider_path import SliderPath, slider_path

Point = tuple[float, float]

CURVES = {
    Kind.BEZIER_ANCHOR: "B",
    Kind.PERFECT_ANCHOR: "P",
    Kind.CATMULL_ANCHOR: "C",
    Kind.RED_ANCHOR: "B",
    Kind.LAST_ANCHOR: "B",
}
LONGER_THAN_PATH = 1.5
"""A length over so many paths is cut back to the path."""
VELOCITY_PARTS = 20
"""Velocities are rounded to this part of 1."""
SAME_VELOCITY, SAME_VELOCITY_NEW_COMBO = 0.15, 0.05
"""A velocity this close to the last one is the last one."""
ALMOST = 1e-4
DESCENT_STEPS = 100
DIGITS = 6
"""Decimals of a length in osu! pixels."""


@dataclass
class Draft:
    """A slider whose end has not been said yet.

    Attributes:
        anchors: control points after the head, the double ones twice.
        curve: B, P or C, from the first anchor.
        turn: where the first span ends; its first sound is the body's.
    """

    head: Group
    anchors: list[Point] = field(default_factory=list)
    curve: str = ""
    turn: Group | None = None

    def anchor(self, group: Group, position: Point) -> None:
        """Take an anchor; the last one may come twice, first with its position, then with its time."""
        if group.kind is Kind.LAST_ANCHOR:
            first, self.turn = self.turn is None, group
            if not first:
                return
        self.curve = self.curve or CURVES[group.kind]
        self.anchors += [position] * (2 if group.kind is Kind.RED_ANCHOR else 1)


@dataclass(frozen=True)
class Made:
    """A slider with what its lines must say.

    Attributes:
        speed: velocity as a factor.
        span: ms of one span.
    """

    slider: Slider
    speed: float
    span: float


def made(
    draft: Draft, head: Point, end: Group, end_position: Point, lines: Lines, multiplier: float, *, said: bool
) -> Made | None:
    """The slider; None when its times make none.

    `multiplier` is the map's slider multiplier; `said` tells whether velocities are said with the head,
    else the position of the end gives the length.
    """
    turn = draft.turn
    if turn is None or not draft.anchors:
        return None
    duration, first = end.time - draft.head.time, turn.time - draft.head.time
    if duration <= 0 or first <= 0:
        return None
    slides = max(round(duration / first), 1)
    span = duration / slides
    start = round(draft.head.time)
    per_speed = span * 100 / lines.red_at(start).beat_length * multiplier  # px at velocity 1
    path = path_of(draft.curve, [head, *draft.anchors])
    last = lines.speed_at(start)
    speed = draft.head.scroll_speed if said else None
    if speed is None:
        wanted = path.length * progress(path, end_position)
        if wanted < ALMOST:
            return None
        speed = _human(wanted / per_speed, last, new_combo=draft.head.new_combo)
    if speed * per_speed > path.length * LONGER_THAN_PATH:
        speed = round(path.length / per_speed * VELOCITY_PARTS) / VELOCITY_PARTS
    length = speed * per_speed
    anchors = draft.anchors
    if length > path.length + ALMOST and path.length:
        scale = length / path.length
        anchors = [((x - head[0]) * scale + head[0], (y - head[1]) * scale + head[1]) for x, y in anchors]
    slider = Slider(
        time=start,
        x=round(head[0]),
        y=round(head[1]),
        new_combo=draft.head.new_combo,
        segments=segments(draft.curve, [_whole(head), *map(_whole, anchors)]),
        slides=slides,
        length=round(length, DIGITS),
    )
    _sound(slider, draft.head, turn, end)
    return Made(slider, speed, span)


def _sound(slider: Slider, head: Group, turn: Group, end: Group) -> None:
    edges = slice(slider.slides + 1)
    slider.edge_sounds = (head.hitsounds + turn.hitsounds[1:] + end.hitsounds)[edges]
    normal = head.sample_sets + turn.sample_sets[1:] + end.sample_sets
    addition = head.addition_sets + turn.addition_sets[1:] + end.addition_sets
    slider.edge_sets = list(zip(normal, addition, strict=True))[edges]
    if turn.hitsounds:
        slider.hitsound = turn.hitsounds[0]
        slider.sample = HitSample(turn.sample_sets[0], turn.addition_sets[0])


def _human(speed: float, last: float, *, new_combo: bool) -> float:
    """A velocity as a mapper would set it: the last one, or one in twentieths."""
    if abs(speed - last) / last <= (SAME_VELOCITY_NEW_COMBO if new_combo else SAME_VELOCITY):
        return last
    rounded = round(speed * VELOCITY_PARTS) / VELOCITY_PARTS
    if rounded < 0.1:
        rounded = round(speed * 100) / 100
    return rounded if rounded > 1e-5 else speed


def _whole(point: Point) -> Point:
    return float(round(point[0])), float(round(point[1]))


def segments(curve: str, points: Sequence[Point]) -> list[PathSegment]:
    """Control points as segments, which part at double points."""
    if curve == "P" and len(points) != 3:
        curve = "B"
    parts = [PathSegment(curve, [points[0]])]
    for before, point in itertools.pairwise(points):
        if point == before and len(parts[-1].points) > 1:
            parts.append(PathSegment(curve, [point]))
        else:
            parts[-1].points.append(point)
    return parts


def path_of(curve: str, points: Sequence[Point]) -> SliderPath:
    """The whole path of control points, osu! pixels."""
    return slider_path(Slider(time=0, x=0, y=0, segments=segments(curve, points), length=0))


def progress(path: SliderPath, position: Point) -> float:
    """Where along a path (0 to 1) a position lies nearest, looked for from the end on."""
    share, step = 1.0, 1e-4

    def away(at: float) -> float:
        return dist(path.position_at(min(max(at, 0.0), 1.0) * path.length), position)

    for _ in range(DESCENT_STEPS):
        slope = away(share) - away(share - step)
        share -= slope
        if slope == 0 or not 0 <= share <= 1:
            break
    return min(max(share, 0.0), 1.0)
