"""Which moments become circles, sliders and spinners, and how long they last; for osu! and catch."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from engine.builtin.levels import paced
from engine.builtin.plan import Plan
from engine.builtin.rhythm import Note
from engine.builtin.structure import PARTS

# what real maps have, by star rating / 6 (see tests/benchmarks/mapping.py)
_RATING = (0.0, 0.34, 0.5, 0.62, 0.75, 0.9, 1.0, 1.15, 1.6, 2.0)
_OBJECTS_A_SECOND = (0.5, 1.4, 2.0, 2.6, 3.0, 3.6, 4.0, 4.5, 7.5, 10.5)
_SLIDER_SHARE = {
    "osu": (0.7, 0.5, 0.55, 0.57, 0.46, 0.43, 0.41, 0.39, 0.32, 0.3),
    "catch": (0.7, 0.6, 0.55, 0.48, 0.45, 0.43, 0.41, 0.39, 0.32, 0.3),
}

HELD_COUNTS = 0.5
"""How much a sound that lasts counts beside chance."""

ENDING = 0.47
"""Of the sliders, those that end on a moment of their own."""

SHORTEST_SPAN = (125.0, 125.0, 100.0, 60.0, 60.0)
"""ms a slider's span lasts at least, by level."""

ROOM = (24, 12, 12, 12, 12)
"""Parts of the usual beat between a slider's end and the next object, by level."""

CLOSE_SHARE = (0.0, 0.0, 0.0, 0.2, 0.35)
"""Of the sliders with half that room, those that are made, by level."""

OVER_TWO_SHARE = (0.5, 0.5, 0.25, 0.1, 0.1)
"""Of the sliders that could go on over a weak moment to the one after it, those that do, by level."""

REPEAT_CHANCE = (1.6, 1.6, 1.0, 0.5, 0.5)
"""That such a slider repeats where its middle is as loud as its head, by level; less where it is not."""

LONGEST_SLIDER = 4 * PARTS
"""Parts."""

LONGEST_BODY = 300.0
"""px that surely fit on the playfield in osu!."""

HELD = 0.35
"""How well a sound has to last for a slider through silence."""

KICK_CHANCE = (0.0, 0.0, 0.75, 0.35, 0.15)
"""Share of quick triples that become a slider with one repeat, by level."""

LONGEST_COMBO = 16
"""Heads and tails of a combo at most."""

FULL = 7
"""Heads and tails after which half a bar ends a combo in hard difficulties."""

MOST_SLIDERS = 4
"""In a row in low difficulties: following sliders without a pause tires."""


@dataclass(frozen=True)
class Shape:
    """A moment with the kind of object it becomes.

    Attributes:
        note: the moment.
        kind: of object.
        parts: of one span of a slider.
        slides: of a slider.
        end: ms, exact.
        new_combo: begins a combo.
        gap: parts from the end until the next object.
    """

    note: Note
    kind: Literal["circle", "slider", "spinner"]
    parts: int = 0
    slides: int = 1
    end: float = 0.0
    new_combo: bool = False
    gap: int = PARTS


def shapes(plan: Plan, longest_combo: int = LONGEST_COMBO) -> list[Shape]:
    """The objects in order of time: tails lie on weaker sounds or where a sound ends.

    Args:
        plan: of the difficulty or the part.
        longest_combo: heads and tails of a combo at most.
    """
    share = float(np.interp(plan.rhythm, _RATING, _SLIDER_SHARE[plan.mode]))
    objects = float(np.interp(plan.rhythm, _RATING, _OBJECTS_A_SECOND))
    notes = plan.notes(objects * (1 + ENDING * share))
    return combos(_with_sliders(notes, share, plan), longest_combo, plan.level)


def _with_sliders(notes: Sequence[Note], share: float, plan: Plan) -> list[Shape]:
    """The objects, this share of them sliders, or as near to it as the song allows."""
    leaning = [_leaning(note, plan) for note in notes]
    bounds = [np.inf, *sorted(set(leaning), reverse=True)]
    few, many = 0, len(bounds) - 1
    best: list[Shape] = []
    missed = np.inf
    while few <= many:
        middle = (few + many) // 2
        made = _objects(notes, [each >= bounds[middle] for each in leaning], plan)
        sliders = sum(each.kind == "slider" for each in made) / max(len(made), 1)
        if abs(sliders - share) < missed:
            best, missed = made, abs(sliders - share)
        if sliders < share:
            few = middle + 1
        else:
            many = middle - 1
    return best


def _objects(notes: Sequence[Note], slides: Sequence[bool], plan: Plan) -> list[Shape]:
    """The objects of some moments, sliders where they should be and can."""
    result: list[Shape] = []
    number = 0
    while number < len(notes):
        shape, used = _shape(notes, number, plan, result, slides=slides[number])
        number += used
        following = notes[number].tick if number < len(notes) else shape.end + 4 * shape.note.beat
        result.append(_with_gap(shape, following))
    return result


def _with_gap(shape: Shape, following: float) -> Shape:
    parts = int((following - shape.end) / shape.note.beat * PARTS + 0.02)
    return Shape(shape.note, shape.kind, shape.parts, shape.slides, shape.end, shape.new_combo, parts)


def _leaning(note: Note, plan: Plan) -> float:
    """How much a moment asks for a slider: by how its sound lasts, and the same for bars alike."""
    return HELD_COUNTS * note.held - plan.chance.at(note.pattern, note.place, 2)


def _shape(
    notes: Sequence[Note], number: int, plan: Plan, before: Sequence[Shape], *, slides: bool
) -> tuple[Shape, int]:
    """One object, a slider if it may, and how many moments it takes."""
    note = notes[number]
    last = number == len(notes) - 1
    end = plan.spinner_end(note, last=last)
    if end is not None:
        return Shape(note, "spinner", end=end), 1
    kick = plan.chance.at(note.pattern, note.place, 2)
    if _is_triple(notes, number, plan) and kick < KICK_CHANCE[plan.level]:
        return Shape(note, "slider", note.parts, 2, note.tick + 2 * note.parts * note.beat / PARTS), 3
    tired = (
        plan.level < 2
        and len(before) >= MOST_SLIDERS
        and all(each.kind == "slider" for each in before[-MOST_SLIDERS:])
    )
    if last or tired or not slides:
        return Shape(note, "circle", end=note.tick), 1
    over = plan.chance.at(note.pattern, note.place, 9) < OVER_TWO_SHARE[plan.level]
    if over and _goes_on(notes, number, plan):
        end = note.tick + 2 * note.parts * note.beat / PARTS
        loud = notes[number + 1].strength / max(note.strength, 1e-9)
        again = plan.chance.at(note.pattern, note.place, 11) < REPEAT_CHANCE[plan.level] * loud
        if not again and 2 * note.parts <= _longest(plan):
            return Shape(note, "slider", 2 * note.parts, 1, end), 3
        return Shape(note, "slider", note.parts, 2, end), 3
    parts, used = _through(notes, number, plan)
    if not parts:
        return Shape(note, "circle", end=note.tick), 1
    return Shape(note, "slider", parts, 1, note.tick + parts * note.beat / PARTS), used


def _is_triple(notes: Sequence[Note], number: int, plan: Plan) -> bool:
    """Three quick moments, with time before and after: a slider there and back."""
    if number + 2 >= len(notes):
        return False
    one, two, three = notes[number : number + 3]
    quick = one.parts == two.parts and one.gap <= 0.3 * paced(one.beat) and one.beat == three.beat
    slow = three.gap > 1.5 * one.gap and (number == 0 or notes[number - 1].gap > 1.5 * one.gap)
    return quick and slow and one.gap >= SHORTEST_SPAN[plan.level] - 1


def _goes_on(notes: Sequence[Note], number: int, plan: Plan) -> bool:
    """Whether a slider may go on over the next moment to the one after it, as far away again."""
    if number + 3 >= len(notes):
        return False
    one, two, three = notes[number : number + 3]
    pace = paced(one.beat)
    even = one.parts == two.parts and 0.4 * pace < one.gap <= (1.0 if plan.level < 2 else 0.6) * pace
    return even and not two.rest and two.strength <= one.strength and _is_tail(three, one, plan)


def _is_tail(tail: Note, head: Note, plan: Plan) -> bool:
    """Whether a slider may end on a moment: a weaker one of its phrase, with room behind it."""
    weaker = tail.strength * (0.5 if tail.place % PARTS else 1.0) <= head.strength + 0.1
    same = tail.beat == head.beat and not tail.phrase and tail.bar - head.bar <= 1
    return weaker and same and tail.parts >= _room(head, plan) + tail.rest * PARTS - 0.1


def _room(note: Note, plan: Plan) -> float:
    """Parts between the end of a slider from a moment and the next object."""
    swings = note.unit == PARTS // 3 and plan.level > 1
    close = plan.chance.at(note.pattern, note.place, 10) < CLOSE_SHARE[plan.level]
    room = ROOM[plan.level] * (2 / 3 if swings else 1) / (2 if close else 1)
    return max(room * paced(note.beat) / note.beat, 3)


def _longest(plan: Plan) -> int:
    """Parts of the longest span of a slider."""
    if plan.mode != "osu":
        return LONGEST_SLIDER
    return int(min(LONGEST_SLIDER, LONGEST_BODY / plan.settings.slider_multiplier * PARTS / 100))


def _through(notes: Sequence[Note], number: int, plan: Plan) -> tuple[int, int]:
    """Parts of a slider from a moment, and the moments it takes; 0 parts: none fits."""
    note = notes[number]
    scale = paced(note.beat) / note.beat
    room = _room(note, plan) + note.rest * PARTS
    shortest = SHORTEST_SPAN[plan.level] / note.beat * PARTS
    long_enough = shortest <= note.parts <= 2 * PARTS * scale
    if number + 2 < len(notes) and long_enough and _is_tail(notes[number + 1], note, plan):
        return note.parts, 2
    unit = note.unit if note.unit == 8 else max(6, round(12 * scale))
    most = _longest(plan)
    if note.held < HELD:
        most = min(most, round(PARTS * scale))
    parts = note.parts_within(min(note.parts - room + 0.1, most), unit)
    return (parts, 1) if parts >= max(shortest, 5) else (0, 1)


def combos(shapes: Sequence[Shape], most: int, level: int) -> list[Shape]:
    """New combos at bars, after pauses, and before they grow long.

    Low difficulties have one in two bars, the hard ones two where there is much to play.

    Args:
        shapes: in order of time.
        most: heads and tails of a combo.
        level: of the difficulty.
    """
    every = 2 if level < 2 else 1
    result: list[Shape] = []
    count = 0
    bar, half = -1, 0
    for number, each in enumerate(shapes):
        previous = shapes[number - 1] if number else None
        paused = previous is None or previous.kind == "spinner" or previous.gap > 3 * PARTS
        # a combo of one or two objects says nothing, so what begins just before the bar's end waits for it
        turn = each.note.bar // every != bar and count > 2
        turn |= level > 2 and each.note.place // (2 * PARTS) != half and count >= FULL
        new = paused or turn or each.note.phrase or each.kind == "spinner" or count + each.slides > most
        played = 1 if each.kind == "circle" else 1 + each.slides
        count = played if new else count + played
        if new:
            bar, half = each.note.bar // every, each.note.place // (2 * PARTS)
        result.append(Shape(each.note, each.kind, each.parts, each.slides, each.end, new, each.gap))
    return result
