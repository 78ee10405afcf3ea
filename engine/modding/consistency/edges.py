"""What sounds in a map: objects, slider heads, repeats and tails, each with its hitsounds and samples."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.modding.consistency.contexts import after, before, joined, near, same
from engine.modding.consistency.repeats import Repeats
from engine.modding.subject import Subject
from engine.osu import CLAP, FINISH, WHISTLE, HitObject, Slider, Spinner

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

HIT, HEAD, REPEAT, TAIL = range(4)

QUIET = 0.05
"""Strength of a band below which it says nothing."""

LENIENCY = 5.0
"""ms by which a line may be late and still be heard at an object (ppy/osu)."""


@dataclass(frozen=True)
class Edges:
    """Everything that sounds, in order of time; every array has shape (n,).

    Attributes:
        owner: index of the object.
        kind: HIT, HEAD, REPEAT or TAIL.
        time: ms.
        sound: bits of WHISTLE, FINISH and CLAP.
        normal: sample set of the hit, 0 to 3, as heard.
        addition: sample set of the additions, as heard.
        volume: percent, as heard.
        own_sets: the sets that the object itself names, as one number; 0: none.
    """

    owner: Ints
    kind: Ints
    time: Floats
    sound: Ints
    normal: Ints
    addition: Ints
    volume: Ints
    own_sets: Ints

    def __len__(self) -> int:
        return len(self.owner)


def edges_of(subject: Subject) -> Edges:
    """Everything that sounds; spinners, whose sound comes at their end, are left out."""
    rows: list[tuple[int, int, float, int, int, int, int]] = []
    for i, each in enumerate(subject.objects):
        if isinstance(each, Spinner):
            continue
        for number, (part, at) in enumerate(_moments(subject, i)):
            rows.append((i, part, at, _sound(each, number), *_sets(each, number), each.sample.volume))
    rows.sort(key=lambda row: row[2])
    table = np.array(rows, np.float64).reshape(-1, 7)
    time: Floats = table[:, 2]
    owner, kind, _, sound, own_normal, own_addition, own_volume = table.T.astype(np.int64)
    line_set, line_volume = _lines(subject, time)
    heard = np.where(own_normal > 0, own_normal, line_set)
    return Edges(
        owner=owner,
        kind=kind,
        time=time,
        sound=sound,
        normal=heard,
        addition=np.where(own_addition > 0, own_addition, heard),
        volume=np.where(own_volume > 0, own_volume, line_volume),
        own_sets=np.maximum(own_normal, 0) * 16 + np.maximum(own_addition, 0),
    )


def habits(subject: Subject, edges: Edges, values: Ints, classes: int, companion: Ints) -> list[Floats]:
    """How often each choice of sound was made at the other places like each, in many ways of being like.

    Args:
        subject: the difficulty.
        edges: everything that sounds.
        values: the choices, 0 to `classes` - 1.
        classes: how many there are.
        companion: what else is chosen at each place, as a number: an accent is mostly made of both.
    """
    places = subject.measures.places(edges.time)
    repeats = Repeats(places, subject.places, subject.measures.places(np.array(subject.end_times)))
    begins = np.array([each.new_combo for each in subject.objects])[edges.owner] & (edges.kind < REPEAT)
    part, kind, beat = places.part, edges.kind, places.in_beat
    beside = joined(before(values, classes), after(values, classes), beat)
    measures = [
        joined(repeats.other(values, -k, classes), repeats.other(values, k, classes), beat) for k in (1, 2)
    ]
    contexts = [
        joined(kind, beat),
        joined(kind, part),
        joined(part),
        joined(places.measure % 2, part),
        joined(begins, part),
        joined(companion, kind),
        joined(companion, beat),
        beside,
        *measures,
    ]
    return [
        *(same(values, classes, each) for each in contexts),
        near(values, classes, joined(part), 3),
        near(values, classes, joined(kind, beat), 4),
        repeats.around(values, classes),
        repeats.alike(values, classes),
        repeats.alike_in(values, classes),
        *_heard(subject, edges, values, classes, beat),
    ]


def _heard(subject: Subject, edges: Edges, values: Ints, classes: int, beat: Ints) -> list[Floats]:
    """The same for edges at which the song does the same, where it can be heard."""
    if subject.onsets is None:
        return []
    bands = subject.onsets.bands_at(edges.time)
    loudest = np.where(bands.max(1) > QUIET, bands.argmax(1), -1)
    strength = np.minimum(3, (bands.sum(1) * 4).astype(np.int64))
    return [same(values, classes, joined(loudest, strength)), same(values, classes, joined(loudest, beat))]


def _moments(subject: Subject, i: int) -> list[tuple[int, float]]:
    each = subject.objects[i]
    if not isinstance(each, Slider) or subject.mode == "taiko":
        return [(HIT, each.time)]
    span = subject.slider_timings[i].span
    inner = [(REPEAT, each.time + number * span) for number in range(1, min(each.slides, 64))]
    return [(HEAD, each.time), *inner, (TAIL, subject.end_times[i])]


def _sound(each: HitObject, number: int) -> int:
    sounds = each.edge_sounds if isinstance(each, Slider) else []
    return (sounds[number] if number < len(sounds) else each.hitsound) & (WHISTLE | FINISH | CLAP)


def _sets(each: HitObject, number: int) -> tuple[int, int]:
    sets = each.edge_sets if isinstance(each, Slider) else []
    if number < len(sets):
        return sets[number]
    return each.sample.normal_set, each.sample.addition_set


def _lines(subject: Subject, times: Floats) -> tuple[Ints, Ints]:
    """Sample set and volume of the line in force at each time."""
    points = subject.timing.points
    if not points:
        return np.zeros(len(times), np.int64), np.full(len(times), 100)
    starts = np.array([each.time for each in points])
    line = np.maximum(np.searchsorted(starts, times + LENIENCY, side="right") - 1, 0)
    sets = np.array([each.sample_set for each in points], np.int64)
    volumes = np.array([each.volume for each in points], np.int64)
    return sets[line], volumes[line]
