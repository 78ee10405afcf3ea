"""osu!mania: chords by accent, columns by hand and habit, no faster jacks than a level knows, held notes."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from engine.builtin.holds import Place, holds_of, lasting_sounds, release
from engine.builtin.levels import paced
from engine.builtin.plan import Part, Plan, ranks
from engine.builtin.rhythm import Note
from engine.builtin.structure import PARTS
from engine.osu import Circle, HitObject, Hold, column

CHORD_SHARE = (0.4, 0.45, 0.65, 0.75, 0.95)
"""Share of the columns that a chord takes at most, by level."""

MOST_CHORD = (2, 3, 4, 6, 18)
"""Notes of a chord at most, by level."""

JACK = (480.0, 300.0, 165.0, 120.0, 75.0)
"""ms between two notes of one column at least, by level; fewer than four columns need shorter ones."""

STREAM = 125.0
"""ms between rows that are too quick to be played with all fingers again and again."""

EVENNESS = 0.6
"""What a column that was played more or less than the others costs or gains at most: less than a jack."""

TIRING = 260.0
"""ms between rows, within a bar, of which none has all columns: each column rests once in a while."""

JACKS = 1.7
"""Intensity from which the strongest rows of a stream may have jacks, and all rows all columns."""

LONGEST_JACK = 3
"""Notes of a jack after which it is not repeated only because the bar sounds like an earlier one."""

HAND = 4
"""Columns from which a jack can always be avoided."""

QUICK = 0.3
"""Beats; rows this close are a stream."""

DENSE, DENSER = 1.5, 10.0
"""Intensity from which rows grow faster, and how many a second more for each 1 more."""

FIGURES = (1, -1, 2, -2, 0)
"""Steps from one column to the next within half a bar: stairs up and down, wide stairs, a trill."""


@dataclass
class _Columns:
    """What each column held last.

    Attributes:
        free_at: ms from which a note may come.
        last: ms of its last note.
        count: notes so far.
        run: rows up to now that had a note in it, one after the other.
    """

    free_at: list[float]
    last: list[float]
    count: list[int]
    run: list[int]


def map_mania(plan: Plan) -> Part:
    """The objects of a difficulty and its scroll speeds: equal over tempo changes."""
    notes = plan.notes(density(plan.rhythm))
    sizes = chord_sizes(notes, plan)
    lasting = lasting_sounds(notes, sum(sizes), plan)
    rows, long = _rows(notes, sizes, lasting, plan)
    holds = holds_of(notes, rows, long, plan)
    objects: list[HitObject] = []
    for number, (note, row) in enumerate(zip(notes, rows, strict=True)):
        objects += [_object(note, each, plan.keys, holds.get((number, each))) for each in sorted(row)]
    return Part(objects, {} if plan.remapped else _velocities(plan))


def density(intensity: float) -> float:
    """Rows a second."""
    return 0.5 + 6.2 * float(intensity**1.1) + DENSER * max(0.0, intensity - DENSE)


def chord_sizes(notes: Sequence[Note], plan: Plan) -> list[int]:
    """How many notes each row has: more where it is stronger, fewer in streams."""
    keys, level = plan.keys, plan.level
    most = max(1, min(keys, MOST_CHORD[level], int(keys * CHORD_SHARE[level] + 0.5)))
    weight = ranks([note.strength * (1.0 if note.place % PARTS == 0 else 0.8) for note in notes])
    share = min(1.0, 0.1 + 0.6 * plan.figures)
    # the hardest have fewer and fewer single notes, then pairs, left
    least = 1 + min(max(0.0, 4 * (plan.figures - 1.25)), max(most - 2, 0))
    sizes = []
    for number, note in enumerate(notes):
        above = (weight[number] - (1 - share)) / share
        size = 1 + min(most - 1, int(above * most * max(1.0, plan.figures))) if above > 0 else 1
        before = notes[number - 1].gap if number else math.inf
        quick = min(before, note.gap) < QUICK * paced(note.beat)
        half = min(before, note.gap) < 0.6 * paced(note.beat)
        if (level == 0 and half) or (level == 1 and quick):
            size = 1
        elif level == 2 and quick:
            size = min(size, 2 if note.place % PARTS == 0 else 1)
        elif level == 3 and quick:
            whole, half_beat = note.place % PARTS == 0, note.place % (PARTS // 2) == 0
            size = min(size, most if whole else max(2, most - 1) if half_beat else 1)
        room = most
        if min(before, note.gap) < STREAM:  # two rows side by side, with more and more jacks in the hardest
            room = max(1, keys // 2) + int(2.5 * max(0.0, plan.figures - JACKS) + 0.999 * weight[number])
        elif before < TIRING and note.place and plan.figures < JACKS:
            room = max(1, 3 * keys // 4)
        sizes.append(min(max(size, int(least + 0.999 * weight[number])), most, room))
    return sizes


def _rows(
    notes: Sequence[Note], sizes: Sequence[int], lasting: Mapping[int, float], plan: Plan
) -> tuple[list[list[int]], dict[Place, float]]:
    """The columns of each row, and of the long holds: the same place of bars alike has the same if it can.

    Args:
        notes: a row each.
        sizes: notes of each row.
        lasting: rows with a hold that later rows are played beside, and its end in ms.
        plan: of the difficulty or the part.
    """
    keys = plan.keys
    long: dict[Place, float] = {}
    columns = _Columns([-math.inf] * keys, [-math.inf] * keys, [0] * keys, [0] * keys)
    for earlier in plan.before:
        which = column(earlier.x, keys)
        end = earlier.end_time if isinstance(earlier, Hold) else earlier.time
        columns.last[which] = earlier.time
        columns.free_at[which] = end + release(plan.timing.beat_length_at(end))
    known: dict[tuple[int, int, int], list[int]] = {}
    holders: dict[tuple[int, int, int], int] = {}
    rows: list[list[int]] = []
    # one hand of few columns has to repeat them sooner
    jack = JACK[plan.level] * min(1.0, (keys - 1) / 3)
    for number, note in enumerate(notes):
        playable = [c for c in range(keys) if columns.free_at[c] <= note.tick]
        calm = [c for c in playable if note.tick - columns.last[c] >= jack]
        # beside a hold, too, the columns take turns
        quick = number > 0 and notes[number - 1].gap < TIRING
        size = max(1, sizes[number] - keys + len(playable)) if quick else sizes[number]
        key = (note.pattern, note.place, size)
        row = known.get(key, [])
        tired = any(columns.run[each] >= LONGEST_JACK for each in row)
        if not row or tired or not set(row) <= set(calm):
            row = _chosen(note, size, calm, columns, rows, plan)
            if not row and playable and keys < HAND:  # with a hand's columns a moment too quick is left out
                row = [min(playable, key=lambda c: (columns.last[c], c))]
            known.setdefault(key, row)
        for each in row:
            columns.last[each] = note.tick
            columns.count[each] += 1
        columns.run = [run + 1 if each in row else 0 for each, run in enumerate(columns.run)]
        rows.append(row)
        if number in lasting and row:
            # a column that is held gets no notes meanwhile: one that had many
            held = holders.setdefault(key, max(row, key=lambda each: columns.count[each]))
            held = held if held in row else row[0]
            long[number, held] = lasting[number]
            columns.free_at[held] = lasting[number] + release(note.beat)
    return rows, long


def _chosen(
    note: Note, size: int, calm: Sequence[int], columns: _Columns, rows: Sequence[list[int]], plan: Plan
) -> list[int]:
    """The cheapest columns: rested ones, the figure's next step, hands in turn, every column used alike."""
    keys = len(columns.count)
    figure = plan.chance.one_of(FIGURES, note.pattern, note.place // (2 * PARTS), 1)
    before = rows[-1] if rows else []
    wanted = _step(before, rows[-2] if len(rows) > 1 else [], figure, keys)
    usual = sum(columns.count) / keys
    row: list[int] = []
    while len(row) < min(size, len(calm)):

        def cost(each: int, row: list[int] = row) -> tuple[float, int]:
            rested = min(4.0, (note.tick - columns.last[each]) / note.beat)
            more = 0.12 * (columns.count[each] - usual)
            value = -0.35 * rested + min(EVENNESS, max(-EVENNESS, more))
            value += 0.6 * columns.run[each]
            value += 0.5 * plan.chance.at(note.pattern, note.place, each, 2)
            value -= 0.8 if not row and each == wanted else 0.0
            value -= 2.0 if not columns.count[each] else 0.0  # none may stay empty
            value += 0.5 * sum(_hand(each, keys) == _hand(other, keys) for other in row)
            if before and not row:
                value += 0.4 * (_hand(each, keys) == _hand(before[0], keys))
            return value, each

        row.append(min((each for each in calm if each not in row), key=cost))
    return row


def _step(before: Sequence[int], earlier: Sequence[int], figure: int, keys: int) -> int:
    """The column a figure goes to; a trill goes back to where it came from."""
    if not before:
        return keys // 2
    if figure == 0:
        return earlier[0] if earlier else keys - 1 - before[0]
    return (before[0] + figure) % keys


def _hand(each: int, keys: int) -> int:
    """0 left, 1 right; the middle column of an odd number is either thumb's."""
    return 2 if keys % 2 and each == keys // 2 else int(each >= keys / 2)


def _object(note: Note, each: int, keys: int, end: float | None) -> HitObject:
    x = math.floor((each + 0.5) * 512 / keys)
    circle = Circle(note.time, float(x), 192.0)
    return circle if end is None else Hold(circle.time, circle.x, circle.y, end_time=end)


def _velocities(plan: Plan) -> dict[float, float]:
    """Scroll speeds that undo what other tempos do to it."""
    result = {}
    now = 1.0
    for red in plan.timing.red:
        velocity = round(plan.velocity_at(red.time), 4)
        if velocity != now:
            result[red.time] = velocity
            now = velocity
    return result
