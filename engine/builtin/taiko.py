"""osu!taiko: don where it is low, kat where it is bright, finishers on accents, rolls where sound lasts."""

from __future__ import annotations

import math
from collections.abc import Sequence
from statistics import median

from engine.builtin.levels import paced
from engine.builtin.plan import Part, Plan, ranks
from engine.builtin.rhythm import Note
from engine.builtin.structure import PARTS
from engine.osu import CLAP, FINISH, Circle, HitObject, PathSegment, Slider, Spinner
from engine.osu.snapping import editor_time

CENTRE = (256.0, 192.0)
"""Where all objects lie: taiko knows no place."""

KICK, MELODY, SNARE, HAT = range(4)

DON_PRIOR, KAT_PRIOR = 0.5, 0.35
"""How much a downbeat pulls to don and a backbeat to kat."""

KAT_SHARE = 0.42
"""Of the notes that are kats, before runs are made readable."""

ROLL_HELD, ROLL_CHANCE = 0.6, 0.6
"""How well a sound lasts for a drumroll, and the share of those that become one."""

LONGEST_SPAN = 400.0
"""px of one way of a drumroll; longer ones go back and forth."""

SPEEDS = (0.9, 1.0, 1.1)
"""Scroll speed in calm, usual and loud phrases."""

FREE_SPEED_LEVEL = 2
"""From this level on the scroll speed follows the music."""

FINISHER_ROOM = (1.0, 1.0, 0.5, 0.5, 0.5)
"""Beats that have to be free around a finisher, by level."""

FINISHING_LEVEL = 3
"""From this level on."""

FINISHER_EVERY = (16.0, 8.0, 4.0, 2.0, 2.0)
"""Beats between finishers, by level."""


def map_taiko(plan: Plan) -> Part:
    """The objects of a difficulty and its scroll speeds."""
    notes = plan.notes(density(plan.rhythm))
    velocities = {} if plan.remapped else _velocities(plan)
    kats = colours(notes, plan)
    big = finishers(notes, kats, plan)
    objects: list[HitObject] = []
    for number, note in enumerate(notes):
        sound = (CLAP if kats[number] else 0) | (FINISH if big[number] else 0)
        objects.append(_object(note, sound, plan, velocities, last=number == len(notes) - 1))
    for number, each in enumerate(objects):
        each.new_combo = number == 0 or notes[number].phrase
    return Part(objects, velocities)


def density(intensity: float) -> float:
    """Notes a second."""
    return 0.35 + 7.2 * float(intensity**1.15)


def colours(notes: Sequence[Note], plan: Plan) -> list[bool]:
    """Whether each note is a kat: brighter than usual for the song, within what its level can read."""
    bright = [_brightness(note) for note in notes]
    daring = 0.2 + 0.9 * plan.figures + 3 * max(0.0, plan.figures - 1)
    leaning = []
    for note, each in zip(notes, bright, strict=True):
        beat, off = divmod(note.place, PARTS)
        prior = 0.0 if off else -DON_PRIOR if beat == 0 else KAT_PRIOR if beat % 2 else 0.0
        leaning.append(each + prior + daring * (plan.chance.at(note.pattern, note.place) - 0.5))
    bound = sorted(leaning)[int((1 - KAT_SHARE) * len(leaning))] if leaning else 0.0
    kats = [each >= bound for each in leaning]
    for run in _runs(notes, (0.5, 0.4, 0.25, 0.25, 0.25)[plan.level]):
        _readable(kats, run, notes, plan.level)
    return kats


def _brightness(note: Note) -> float:
    low = note.bands[KICK] + 0.5 * note.bands[MELODY]
    return math.log((note.bands[SNARE] + 0.7 * note.bands[HAT] + 0.05) / (low + 0.05))


def _runs(notes: Sequence[Note], close: float) -> list[range]:
    """Runs of notes that follow each other within so many beats."""
    runs = []
    first = 0
    for number, note in enumerate(notes):
        last = number == len(notes) - 1
        if last or note.gap > close * paced(note.beat) * 1.05:
            if number > first:
                runs.append(range(first, number + 1))
            first = number + 1
    return runs


def _readable(kats: list[bool], run: range, notes: Sequence[Note], level: int) -> None:
    """Make the colours of a run what a level can read."""
    if level <= 1:
        for i in run:
            kats[i] = kats[run[0]]  # no change of colour at all
    elif level == 2:
        tail = kats[run[-1]]
        for i in run:
            kats[i] = kats[run[0]]
        kats[run[-1]] = tail  # one change, at the end
    elif level == 3 and len(run) > 5:
        for i in run[1:]:
            if notes[i].place % (PARTS // 2):
                kats[i] = kats[i - 1]  # pairs of one colour


def finishers(notes: Sequence[Note], kats: Sequence[bool], plan: Plan) -> list[bool]:
    """Whether each note is a finisher: the strongest beats, with room around them."""
    weight = ranks([note.strength + note.bands[HAT] + (0.6 if note.phrase else 0.0) for note in notes])
    result = []
    last = -math.inf
    for number, note in enumerate(notes):
        pace = paced(note.beat)
        room = FINISHER_ROOM[plan.level] * pace * 0.98
        before = note.tick - notes[number - 1].tick if number else math.inf
        strong = weight[number] > (0.82 if note.place % PARTS == 0 else 0.97)
        # from Oni on a quick pattern may end in a finisher of another colour
        ends = plan.level >= FINISHING_LEVEL and before >= 0.2 * pace and kats[number] != kats[number - 1]
        big = strong and (before >= room or ends) and note.gap >= room
        big = big and note.tick - last >= FINISHER_EVERY[plan.level] * pace * 0.98
        last = note.tick if big else last
        result.append(big)
    return result


def _object(note: Note, sound: int, plan: Plan, velocities: dict[float, float], *, last: bool) -> HitObject:
    end = plan.spinner_end(note, last=last)
    if end is not None:
        return Spinner(note.time, *CENTRE, end_time=end)
    roll = _roll_parts(note, plan)
    if roll and not last:
        velocity = next((velocities[t] for t in sorted(velocities, reverse=True) if t <= note.time), 1.0)
        velocity *= plan.timing.slider_velocity_at(note.time, 0.01)
        return _drumroll(note, roll, plan, velocity)
    return Circle(note.time, *CENTRE, hitsound=sound)


def _roll_parts(note: Note, plan: Plan) -> int:
    """Length of a drumroll, 0 where none fits: whole half beats that leave a beat free behind them."""
    room = note.gap - paced(note.beat) * (1.0 if plan.level < 2 else 0.5) - note.rest * note.beat
    parts = note.parts_within(min(room / note.beat, 4.0) * PARTS, PARTS // 2 if note.unit == 6 else PARTS)
    fits = parts >= PARTS and note.held > ROLL_HELD
    return parts if fits and plan.chance.at(note.pattern, note.place, 1) < ROLL_CHANCE else 0


def _drumroll(note: Note, parts: int, plan: Plan, velocity: float) -> Slider:
    total = 100.0 * plan.settings.slider_multiplier * velocity * parts / PARTS
    slides = math.ceil(total / LONGEST_SPAN)
    length = total / slides
    path = [CENTRE, (CENTRE[0] + math.ceil(length), CENTRE[1])]
    return Slider(note.time, *CENTRE, segments=[PathSegment("L", path)], slides=slides, length=length)


def _velocities(plan: Plan) -> dict[float, float]:
    """Scroll speeds: equal over tempo changes; from a level on they follow how loud a phrase is."""
    bars = [bar for bar in plan.ticks.bars if plan.between[0] <= bar.start <= plan.between[1]]
    if not bars:
        return {}
    usual = median(bar.loudness for bar in bars)
    result: dict[float, float] = {}
    speed = 1.0
    now = 1.0
    for number, bar in enumerate(bars):
        if bar.phrase and plan.level >= FREE_SPEED_LEVEL:
            phrase = [each.loudness for each in bars[number : number + 4]]
            loud = sum(phrase) / len(phrase)
            speed = SPEEDS[0] if loud < 0.75 * usual else SPEEDS[2] if loud > 1.12 * usual else SPEEDS[1]
        wanted = round(speed * plan.velocity_at(bar.start + 1), 4)
        if wanted != now:
            result[editor_time(bar.start)] = wanted
            now = wanted
    return result
