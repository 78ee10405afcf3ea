"""osu!mania: which notes are held and until when, by what lasts in the song."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence

from engine.builtin.levels import paced
from engine.builtin.plan import Plan
from engine.builtin.rhythm import Note
from engine.builtin.structure import PARTS
from engine.osu import column

Place = tuple[int, int]
"""Number of a row, and a column."""

SHORTEST_HOLD = (1.0, 0.5, 0.25, 0.25, 0.25)
"""Beats a hold lasts at least, by level."""

LEAST_HOLD = 70.0
"""ms a hold lasts at least."""

RELEASE = 0.25
"""Beats between a hold's end and the next note of its column."""

LEAST_RELEASE = 60.0
"""The same in ms."""

LONGEST_HOLD = 4
"""Beats."""

HOLD_RATIO = (0.1, 0.2)
"""Share of holds at the lowest and at the usual intensity, when the mapper wishes none."""

LONG_SHARE = (0.0, 0.0, 0.5, 0.5, 0.5)
"""Of the holds, those beside which other columns are played, by level."""

ALL_COLUMNS, FEWER = 2.0, 0.3
"""Intensity at which every column is needed for notes, and below which such holds get fewer towards it."""

LONG = 1.0
"""Beats such a hold lasts at least."""

ANSWERS = 0.9
"""Of a sound's strength, that of the next one that ends it."""

BESIDE = 4
"""Columns for each of such holds at a time."""

LASTS = 0.35
"""How well a sound has to last for such a hold."""


def release(beat: float) -> float:
    """Ms between a hold's end and the next note of its column."""
    return max(LEAST_RELEASE, RELEASE * beat)


def lasting_sounds(notes: Sequence[Note], total: int, plan: Plan) -> dict[int, float]:
    """Rows with a hold that later rows are played beside, and its end (ms): a strong sound until the next.

    Args:
        notes: a row each.
        total: notes of all rows.
        plan: of the difficulty or the part.
    """
    free = min(1.0, max(0.0, (ALL_COLUMNS - plan.figures) / FEWER))
    wanted = round(_ratio(plan) * LONG_SHARE[plan.level] * free * total)
    possible: list[tuple[float, int, float]] = []
    for number, note in enumerate(notes):
        end = _answered(notes, number, plan)
        if end is not None:
            draw = plan.chance.at(note.pattern, note.place, 4)
            possible.append((draw - note.strength, number, end))
    held: Counter[int] = Counter()
    chosen: dict[int, float] = {}
    for _, number, end in sorted(possible):
        slots = _slots(notes[number], end)
        if len(chosen) < wanted and all(held[slot] < plan.keys // BESIDE for slot in slots):
            held.update(slots)
            chosen[number] = end
    return chosen


def _answered(notes: Sequence[Note], number: int, plan: Plan) -> float | None:
    """Until when (ms) no other row sounds as strong as this one; none where that is short."""
    note = notes[number]
    if note.place % (PARTS // 2):
        return None
    following = next((each for each in notes[number + 1 :] if each.strength >= ANSWERS * note.strength), note)
    room = min(following.tick - note.tick, LONGEST_HOLD * note.beat, _limit(note, plan) - note.tick)
    parts = note.parts_within((room - release(note.beat)) / note.beat * PARTS, PARTS // 2)
    end = note.after(parts)
    beats = parts / PARTS
    if beats < LONG * paced(note.beat) / note.beat or end - note.tick <= note.gap:
        return None
    lasts = plan.song.onsets.sustain_at(note.tick, note.tick + 0.8 * beats * note.beat)
    return end if lasts > LASTS else None


def _limit(note: Note, plan: Plan) -> float:
    """Ms at which a hold that begins at a note has to end: before a red line and within the part."""
    line = next((red.time for red in plan.timing.red if red.time > note.tick + 1), math.inf)
    return min(line - LEAST_RELEASE, plan.between[1])


def _slots(note: Note, end: float) -> range:
    """The half beats that a hold from a note to its end (ms) takes."""
    half = note.beat / 2
    return range(int(note.tick / half), int((end - 1) / half) + 1)


def _ratio(plan: Plan) -> float:
    """Share of holds among the notes."""
    if plan.options.hold_note_ratio is not None:
        return plan.options.hold_note_ratio
    return HOLD_RATIO[0] + (HOLD_RATIO[1] - HOLD_RATIO[0]) * min(1.0, plan.figures)


def holds_of(
    notes: Sequence[Note], rows: Sequence[list[int]], long: Mapping[Place, float], plan: Plan
) -> dict[Place, float]:
    """When each hold ends (ms): the long ones, and the longest of the others until the ratio is met."""
    following: dict[int, float] = {}
    for after in plan.after:
        following.setdefault(column(after.x, plan.keys), after.time)
    possible: list[tuple[float, int, int, float]] = []
    for number in reversed(range(len(notes))):
        note = notes[number]
        for each in rows[number]:
            end = None if (number, each) in long else _hold_end(note, following.get(each, math.inf), plan)
            if end is not None:
                draw = plan.chance.at(note.pattern, note.place, each, 3)
                possible.append((-note.held - 0.35 * draw, number, each, end))
            following[each] = note.tick
    wanted = round(_ratio(plan) * sum(map(len, rows)))
    return _spread_out(sorted(possible), long, wanted, notes, max(1, plan.keys // 2))


def _spread_out(
    possible: Sequence[tuple[float, int, int, float]],
    long: Mapping[Place, float],
    wanted: int,
    notes: Sequence[Note],
    at_once: int,
) -> dict[Place, float]:
    """The long holds and the first of some others, at first no more than so many at once."""
    chosen = dict(long)
    held = Counter(slot for (number, _), end in long.items() for slot in _slots(notes[number], end))
    late: list[tuple[Place, float]] = []
    for _, number, each, end in possible:
        if len(chosen) >= wanted:
            return chosen
        slots = _slots(notes[number], end)
        if any(held[slot] >= at_once for slot in slots):
            late.append(((number, each), end))
        else:
            held.update(slots)
            chosen[number, each] = end
    return chosen | dict(late[: wanted - len(chosen)])


def _hold_end(note: Note, following: float, plan: Plan) -> float | None:
    """The end of a hold on a note, ms; none where it would be too short or in the way."""
    pace = paced(note.beat)
    room = following - note.tick - release(pace)
    if plan.level < 2:
        room = min(room, note.gap)  # nothing else is played meanwhile
    lasting = max(note.gap, note.held * LONGEST_HOLD * note.beat, SHORTEST_HOLD[plan.level] * pace)
    room = min(room, lasting, LONGEST_HOLD * note.beat, _limit(note, plan) - note.tick)
    parts = note.parts_within(room / note.beat * PARTS, note.unit)
    length = parts * note.beat / PARTS
    return note.after(parts) if length >= max(LEAST_HOLD, SHORTEST_HOLD[plan.level] * pace - 1) else None
