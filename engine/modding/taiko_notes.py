"""Taiko as it is played: colours, gaps and patterns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from engine.modding.subject import Subject
from engine.osu import Circle, taiko_object

SLOWEST, FASTEST = 110.0, 270.0
"""BPM between which the criteria are meant; other tempos count as half or double."""

ROUNDING = 2.0
"""ms by which a gap may be longer than the part of a beat that it is."""


@dataclass(frozen=True, slots=True)
class Note:
    """A don or kat.

    Attributes:
        index: of the object.
        time: ms.
        beat: ms of a beat at its tempo, halved or doubled to what the criteria mean.
        kat: blue.
        big: a finisher.
    """

    index: int
    time: float
    beat: float
    kat: bool
    big: bool


def notes_of(subject: Subject) -> list[Note]:
    """Dons and kats; drum rolls and dendens are left out."""
    return [
        Note(
            i,
            each.time,
            criteria_beat(subject.timing.beat_length_at(each.time)),
            taiko_object(each).rim,
            taiko_object(each).strong,
        )
        for i, each in enumerate(subject.objects)
        if isinstance(each, Circle)
    ]


def criteria_beat(beat: float) -> float:
    """Ms of the beat that the criteria mean where one lasts `beat` ms."""
    while beat <= 60_000 / FASTEST:
        beat *= 2
    while beat >= 60_000 / SLOWEST:
        beat /= 2
    return beat


def patterns(notes: Sequence[Note], beats: float) -> Iterator[Sequence[Note]]:
    """Runs of at least two notes that are no more than `beats` apart."""
    start = 0
    for i in range(1, len(notes) + 1):
        if i == len(notes) or notes[i].time - notes[i - 1].time > beats * notes[i - 1].beat + ROUNDING:
            if i - start > 1:
                yield notes[start:i]
            start = i
