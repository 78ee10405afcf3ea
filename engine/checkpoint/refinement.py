"""Positions refined by diffusion (V29): the elements of a map, its sliders, and the parts it is done in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from torch import Tensor

from engine.checkpoint.diffusion import LAST_STEPS, Refiner, load_refiner, refine, waves
from engine.checkpoint.events import GROUP_TYPES, Event, Events, Group, Kind, groups
from engine.checkpoint.postprocess.sliders import CURVES, path_of
from engine.checkpoint.prompt import Wishes
from engine.checkpoint.weights import read_pickle
from engine.osu import TimingPoint

LONGEST, OVERLAP = 1024, 128
"""Elements of a part, and those it shares with its neighbour on each side."""
PLAYFIELD = (512.0, 384.0)
CENTRE = (256.0, 192.0)
FLAGS = 16
ELEMENTS = {
    Kind.CIRCLE: 0,
    Kind.SPINNER: 2,
    Kind.SPINNER_END: 3,
    Kind.SLIDER_HEAD: 4,
    Kind.BEZIER_ANCHOR: 6,
    Kind.PERFECT_ANCHOR: 7,
    Kind.CATMULL_ANCHOR: 8,
    Kind.RED_ANCHOR: 9,
    Kind.LAST_ANCHOR: 10,
    Kind.SLIDER_END: 11,
}
"""Flag of each element; circles and heads with a new combo take the next, ends one by their repeats."""
TIME_SCALE = 0.1


@dataclass(frozen=True)
class Bound:
    """A slider whose end follows from its path.

    Attributes:
        points: elements of its control points, the double ones twice.
        end: element of its end.
        curve: B, P or C.
        length: osu! pixels.
    """

    points: tuple[int, ...]
    end: int
    curve: str
    length: float


@dataclass(frozen=True)
class Elements:
    """A map as the refiner sees it.

    Attributes:
        x: positions (2, elements), -1 to 1 over the playfield.
        times: (elements,) ms.
        context: (features, elements).
        sliders: those whose velocity is known.
        of_event: element of each event that has one.
    """

    x: Tensor
    times: Tensor
    context: Tensor
    sliders: tuple[Bound, ...]
    of_event: dict[int, int]


def elements(events: Sequence[Event], reds: Sequence[TimingPoint], multiplier: float) -> Elements | None:
    """The elements of a map whose types come first; None when it has none."""
    dated = Events(list(events))
    dated.time_new_events(dated.events[-1].value if dated.events else 0, types_first=True)
    said = groups(events, types_first=True)
    starts = [i for i, event in enumerate(events) if event.kind in GROUP_TYPES]
    of_event: dict[int, int] = {}
    rows: list[Tensor] = []
    places: list[int | None] = []
    state = _Reader()
    waiting = list(range(starts[0])) if starts else []
    for group, start, end in zip(said, starts, [*starts[1:], len(events)], strict=True):
        waiting += range(start, end)
        if group.kind not in ELEMENTS:
            places.append(None)
            continue
        group.time = dated.times[start]
        rows.append(state.row(group))
        places.append(len(rows) - 1)
        of_event |= dict.fromkeys(waiting, len(rows) - 1)
        waiting = []
    if not rows:
        return None
    table = torch.stack(rows, dim=1)  # (2 + time + distance + flags, elements)
    scale = torch.tensor(PLAYFIELD).unsqueeze(1)
    context = torch.cat((waves(table[2] * TIME_SCALE, 128).T, waves(table[3], 128).T, table[4:]))
    sliders = _sliders(said, places, reds, multiplier)
    return Elements(table[:2] / scale * 2 - 1, table[2], context, sliders, of_event)


class _Reader:
    """Turns groups to rows, and remembers what the next one depends on."""

    def __init__(self) -> None:
        self.head = self.turn = 0.0
        self.last = CENTRE

    def row(self, group: Group) -> Tensor:
        flag = ELEMENTS[group.kind]
        if group.kind in {Kind.CIRCLE, Kind.SLIDER_HEAD}:
            flag += group.new_combo
        if group.kind is Kind.SLIDER_HEAD:
            self.head = group.time
        elif group.kind is Kind.LAST_ANCHOR:
            self.turn = group.time
        elif group.kind is Kind.SLIDER_END:
            span = self.turn - self.head
            slides = max(round((group.time - self.head) / span), 1) if span > 0 else 1
            flag += slides - 1 if slides < 4 else 3 + slides % 2
        position = (float(group.x), float(group.y)) if group.x and group.y else CENTRE
        away = ((position[0] - self.last[0]) ** 2 + (position[1] - self.last[1]) ** 2) ** 0.5
        self.last = position
        row = torch.zeros(4 + FLAGS)
        row[:4] = torch.tensor([*position, group.time, group.distance or away])
        row[4 + flag] = 1
        return row


def _sliders(
    said: Sequence[Group], places: Sequence[int | None], reds: Sequence[TimingPoint], multiplier: float
) -> tuple[Bound, ...]:
    result = []
    head: Group | None = None
    turn: Group | None = None
    points: list[int] = []
    curve = ""
    for group, place in zip(said, places, strict=True):
        if place is None:
            continue
        if group.kind is Kind.SLIDER_HEAD:
            head, turn, points, curve = group, None, [place], ""
        elif group.kind in CURVES:
            points += [place] * (2 if group.kind is Kind.RED_ANCHOR else 1)
            curve = curve or CURVES[group.kind]
            turn = group if group.kind is Kind.LAST_ANCHOR else turn
        elif group.kind is Kind.SLIDER_END and head is not None and turn is not None:
            if head.scroll_speed is not None and reds:
                red = next((red for red in reversed(reds) if red.time <= round(head.time)), reds[0])
                length = head.scroll_speed * (turn.time - head.time) * 100 / red.beat_length * multiplier
                result.append(Bound(tuple(points), place, curve, length))
            head = turn = None
    return tuple(result)


@dataclass(frozen=True)
class Labels:
    """The classes a refiner knows; each kind ends with one for unknown. Read from its `tokenizer.pkl`."""

    difficulty: int
    difficulty_limit: float
    mappers: int
    descriptors: dict[str, int]
    descriptor_classes: int
    circle_size: int
    styles: int = 0

    @classmethod
    def load(cls, path: Path) -> Labels:
        """Read the published file."""
        data: dict[str, Any] = read_pickle(path)
        return cls(
            difficulty=int(data["num_diff_classes"]),
            difficulty_limit=float(data["max_difficulty"] or 1),
            mappers=int(data["num_mapper_classes"]),
            descriptors={str(k): int(v) for k, v in data["descriptor_idx"].items()},
            descriptor_classes=int(data["num_descriptor_classes"]),
            circle_size=int(data["num_cs_classes"]),
            styles=int(data.get("num_classes", 0)),
        )

    def vector(self, asked: Wishes, words: Sequence[str | int]) -> Tensor:
        """The classes of a map, one for each that applies.

        The mapper is always the unknown one: the published inference looks users up as if they were
        beatmaps, so that is what its results are made with.
        """
        sizes = (self.styles, self.difficulty, self.mappers, self.descriptor_classes, self.circle_size)
        starts = [sum(sizes[:i]) for i in range(len(sizes))]
        known = [
            self.descriptors[word] for word in words if isinstance(word, str) and word in self.descriptors
        ]
        chosen = [
            starts[3] + word for word in known or [self.descriptor_classes - 1] if self.descriptor_classes
        ]
        for start, size, value, limit in (
            (starts[0], self.styles, None, 1.0),
            (starts[1], self.difficulty, asked.difficulty, self.difficulty_limit),
            (starts[2], self.mappers, None, 1.0),
            (starts[4], self.circle_size, asked.circle_size, 10.0),
        ):
            if size:
                unknown = size - 1
                place = unknown if value is None else min(max(int(value * (size - 2) / limit), 0), size - 2)
                chosen.append(start + place)
        vector = torch.zeros(sum(sizes))
        vector[chosen] = 1
        return vector


def ends_mended(x: Tensor, sliders: Sequence[Bound], first: int, count: int) -> Tensor:
    """Positions (2, 2, elements) of a part, with each slider's end where its path and length put it.

    Both halves get the positions of the first.
    """
    inside = [s for s in sliders if all(first <= place < first + count for place in (*s.points, s.end))]
    if not sliders:
        return x
    scale = torch.tensor(PLAYFIELD).unsqueeze(1)
    points = ((x[0].cpu() + 1) / 2 * scale).T.tolist()
    for slider in inside:
        path = path_of(slider.curve, [(points[i - first][0], points[i - first][1]) for i in slider.points])
        if path.length > 0:
            points[slider.end - first] = list(path.position_at(min(slider.length, path.length)))
    mended = torch.tensor(points, dtype=torch.float32).T / scale * 2 - 1
    return mended.to(x.device).expand_as(x).contiguous()


@dataclass
class Refinement:
    """A loaded refiner with its classes."""

    network: Refiner
    labels: Labels | None
    longest: int = LONGEST
    overlap: int = OVERLAP

    @classmethod
    def load(cls, folder: Path) -> Refinement:
        """The refiner of a folder, with `tokenizer.pkl` beside it."""
        path = folder / "tokenizer.pkl"
        return cls(load_refiner(folder), Labels.load(path) if path.exists() else None)

    def positions(
        self,
        found: Elements,
        classes: tuple[Tensor, Tensor],
        noise: Callable[[int, int, torch.Size], Tensor],
        *,
        span: tuple[float, float] = (float("-inf"), float("inf")),
        step: Callable[[float], None] = lambda _done: None,
    ) -> Tensor:
        """Refined positions (2, elements) in osu! pixels; outside `span` (ms) they stay.

        `noise` gives the noise of a step in a part; `step` is called with the share done.
        """
        count = found.x.shape[1]
        stride = self.longest - 2 * self.overlap
        starts = range(0, max(count - 2 * self.overlap, 1), stride)
        original = found.x.expand(2, -1, -1)
        x = original.clone()
        labels = torch.stack(classes)
        for part, start in enumerate(starts):
            end = min(start + self.longest, count)
            kept = self.overlap if start > 0 else 0
            if start > 0:
                again = slice(start + self.overlap, start + 2 * self.overlap)
                x[:, :, again] = original[:, :, again]
            before = x[:, :, start:end].clone()
            times = found.times[start:end]
            free = (times >= span[0]) & (times <= span[1])
            free[:kept] = False
            if not free.any():
                continue

            def part_noise(done: int, shape: torch.Size, part: int = part) -> Tensor:
                return noise(part, done, shape)

            def part_step(done: int, part: int = part) -> None:
                step((part + done / LAST_STEPS) / len(starts))

            def fix(said: Tensor, before: Tensor = before, free: Tensor = free, start: int = start) -> Tensor:
                placed = torch.where(free, said, before)
                return ends_mended(placed, found.sliders, start, placed.shape[2])

            x[:, :, start:end] = refine(
                self.network,
                before,
                found.context[:, start:end].expand(2, -1, -1),
                labels,
                fix,
                part_noise,
                step=part_step,
            )
        return (x[0] + 1) / 2 * torch.tensor(PLAYFIELD).unsqueeze(1)


def moved(events: Sequence[Event], found: Elements, positions: Tensor) -> list[Event]:
    """The events with refined positions; a distance without a position gets one."""
    result: list[Event] = []
    for index, event in enumerate(events):
        element = found.of_event.get(index)
        if element is None or event.kind not in {Kind.X, Kind.Y, Kind.DISTANCE}:
            result.append(event)
            continue
        x, y = (round(float(value)) for value in positions[:, element])
        if event.kind is Kind.X:
            result.append(Event(Kind.X, x))
        elif event.kind is Kind.Y:
            result.append(Event(Kind.Y, y))
        else:
            result += [event, Event(Kind.X, x), Event(Kind.Y, y)]
    return result
