"""The moments of a map at which something is hit, turned at, or let go."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from engine.osu import Beatmap, Circle, HitObject, Slider, Timing, end_time
from engine.osu.sliders import slider_timing

Part = Literal["start", "repeat", "end"]

MOST_REPEATS = 200
"""Of one slider; what comes behind them is no map any more."""


@dataclass(frozen=True, slots=True)
class Edge:
    """A start, repeat or end of an object.

    Attributes:
        object: index into the map's objects.
        part: which of them.
        number: 0 at the start, then counting repeats; the end is the number of spans.
        time: ms.
    """

    object: int
    part: Part
    number: int
    time: float


def edges_of(beatmap: Beatmap, spans: Mapping[int, float]) -> list[Edge]:
    """Every edge, object by object.

    Args:
        beatmap: whose objects.
        spans: ms of one span of each slider, by the object's index.
    """
    edges: list[Edge] = []
    for i, each in enumerate(beatmap.objects):
        edges.append(Edge(i, "start", 0, each.time))
        if isinstance(each, Slider):
            span = spans[i]
            repeats = range(1, min(each.slides, MOST_REPEATS))
            edges += [Edge(i, "repeat", number, each.time + span * number) for number in repeats]
            edges.append(Edge(i, "end", each.slides, each.time + span * each.slides))
        elif not isinstance(each, Circle):
            edges.append(Edge(i, "end", 1, end_time(each, beatmap)))
    return edges


def rough_spans(beatmap: Beatmap, timing: Timing) -> dict[int, float]:
    """Ms of one span of each slider from the length its line says, without following its path.

    Right but for sliders whose path is shorter than their length says; enough for other difficulties.
    """
    settings = beatmap.difficulty
    spans = {}
    for i, each in enumerate(beatmap.objects):
        if isinstance(each, Slider):
            if each.length > 0:
                multiplier = timing.slider_velocity_at(each.time)
                beat = timing.beat_length_at(each.time)
                spans[i] = each.length * beat / (100.0 * settings.slider_multiplier * multiplier)
            else:
                spans[i] = slider_timing(each, beatmap, timing).span
    return spans


def kind_of(each: HitObject) -> str:
    """What a mapper calls an object."""
    return "note" if isinstance(each, Circle) else type(each).__name__.lower()
