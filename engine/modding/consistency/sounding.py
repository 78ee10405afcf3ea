"""What sounds in a map, as arrays, and what was done at the other places like each."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.modding.consistency.contexts import after, before, joined, near, same
from engine.modding.consistency.repeats import Repeats
from engine.modding.subject import Subject
from engine.osu import Slider, Spinner

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

HIT, HEAD, REPEAT, TAIL = range(4)

QUIET = 0.05
"""Strength of a band of the song below which it says nothing."""


@dataclass(frozen=True)
class Sounding:
    """Everything that sounds but spinners, in order of time; every array has shape (n,).

    Attributes:
        object: index of the object.
        kind: HIT, HEAD, REPEAT or TAIL.
        time: ms.
        additions: bits of WHISTLE, FINISH and CLAP.
        normal: sample set of the hit, as heard.
        addition: sample set of the additions, as heard.
    """

    object: Ints
    kind: Ints
    time: Floats
    additions: Ints
    normal: Ints
    addition: Ints

    def __len__(self) -> int:
        return len(self.object)


def sounding(subject: Subject) -> Sounding:
    """Everything that sounds but spinners."""
    sounds = [each for each in subject.sounds if not isinstance(subject.objects[each.object], Spinner)]
    sounds.sort(key=lambda each: each.time)
    parts = {"repeat": REPEAT, "end": TAIL}
    heads = {i for i, each in enumerate(subject.objects) if isinstance(each, Slider)}
    rows = [
        (
            each.object,
            parts.get(each.part, HEAD if each.object in heads else HIT),
            each.additions,
            each.normal_set,
            each.addition_set,
        )
        for each in sounds
    ]
    owner, kind, additions, normal, addition = np.array(rows, np.int64).reshape(-1, 5).T
    return Sounding(owner, kind, np.array([each.time for each in sounds]), additions, normal, addition)


def habits(subject: Subject, heard: Sounding, values: Ints, classes: int, companion: Ints) -> list[Floats]:
    """How often each choice of sound was made at the other places like each, in many ways of being like.

    Args:
        subject: the difficulty.
        heard: everything that sounds.
        values: the choices, 0 to `classes` - 1.
        classes: how many there are.
        companion: what else is chosen at each place, as a number: an accent is mostly made of both.
    """
    places = subject.measures.places(heard.time)
    repeats = Repeats(places, subject.places, subject.measures.places(np.array(subject.end_times)))
    begins = np.array([each.new_combo for each in subject.objects])[heard.object] & (heard.kind < REPEAT)
    part, kind, beat = places.part, heard.kind, places.in_beat
    last, following = before(values, classes), after(values, classes)
    contexts = [
        joined(kind, beat),
        joined(kind, part),
        joined(part),
        joined(places.measure % 2, part),
        joined(begins, part),
        joined(companion, kind),
        joined(companion, beat),
        joined(last, following, beat),
        joined(repeats.other(values, -1, classes), repeats.other(values, 1, classes), beat),
        joined(repeats.other(values, -2, classes), repeats.other(values, 2, classes), beat),
    ]
    return [
        *(same(values, classes, each) for each in contexts),
        near(values, classes, joined(part), 3),
        near(values, classes, joined(kind, beat), 4),
        repeats.around(values, classes),
        repeats.alike(values, classes),
        repeats.alike_in(values, classes),
        *_where_the_song_is_alike(subject, heard, values, classes, beat),
    ]


def _where_the_song_is_alike(
    subject: Subject, heard: Sounding, values: Ints, classes: int, beat: Ints
) -> list[Floats]:
    if subject.onsets is None:
        return []
    bands = subject.onsets.bands_at(heard.time)
    loudest = np.where(bands.max(1) > QUIET, bands.argmax(1), -1)
    strength = np.minimum(3, (bands.sum(1) * 4).astype(np.int64))
    return [same(values, classes, joined(loudest, strength)), same(values, classes, joined(loudest, beat))]
