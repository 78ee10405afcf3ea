"""Distances that this map does not use for such a gap in time."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from engine.modding.check import Check, Finding
from engine.modding.consistency.contexts import Floats, Ints, after, before, joined, near, same
from engine.modding.consistency.pooling import Surprise, surprise
from engine.modding.consistency.repeats import Repeats
from engine.modding.consistency.telling import LEAST_PLACES, ORDINARY, severity_of, told
from engine.modding.measures import PARTS, Places
from engine.modding.subject import Subject
from engine.osu import HitObject, Slider, Spinner

STACKED = 4.0
"""px up to which objects are at one place."""

STEP = 1.2
"""Ratio of two distances that are a step apart."""

STEPS = 2 + math.ceil(math.log(640 / STACKED, STEP))
"""Steps from a stack to the playfield's diagonal."""

MEANT = 3.0
"""Bits that an exact stack loses: a slip of the hand does not end at the very same place."""

LONGEST_GAP = 4 * PARTS
"""Over longer gaps objects are free."""


BESIDE = 0.5
"""Share of the next distance's odds that counts: an object that lies wrong is wrong from both sides."""

SECTORS = 6
"""Of half a turn, by which directions are told apart."""


def _find(subject: Subject) -> Iterator[Finding]:
    if len(subject.objects) < LEAST_PLACES:
        return
    heads, tails = np.array(subject.heads), np.array(subject.tails)
    if subject.mode == "catch":
        heads[:, 1] = tails[:, 1] = 0.0
    ends = subject.measures.places(np.array(subject.end_times))
    gaps = np.concatenate([[LONGEST_GAP], subject.places.total[1:] - ends.total[:-1]])
    index = _followers(subject.objects, gaps)
    if len(index) < LEAST_PLACES:
        return
    ways = heads[index] - tails[index - 1]
    distances = np.hypot(*ways.T)
    values = _steps(distances)
    contexts = _contexts(subject, index, values, gaps[index], _turns(ways, index, values), ends)
    for k, bits, expected in told(
        _from_both_sides(surprise(values, STEPS, contexts, _kernel()), values, index)
    ):
        i = int(index[k])
        usual = _distance(expected)
        yield Finding(
            severity_of(bits),
            f"This is {'farther' if distances[k] > usual else 'nearer'} than this map goes in such a gap.",
            objects=(i,),
            found=f"{distances[k]:.0f} px",
            expected=f"about {usual:.0f} px" if usual else "stacked",
            expected_position=_towards(tails[i - 1], heads[i], usual) if subject.mode == "osu" else None,
            score=bits,
        )


def _followers(objects: Sequence[HitObject], gaps: Ints) -> Ints:
    """Indices of the objects that come soon enough after one that has a place."""
    still = np.array([isinstance(each, Spinner) for each in objects])
    return np.flatnonzero((gaps < LONGEST_GAP) & (gaps >= 0) & ~still & ~before(still, 1).astype(bool))


def _turns(ways: Floats, index: Ints, values: Ints) -> Ints:
    """How sharply the way to each object turns from the way before it, in sectors; -1: there is no turn."""
    angles = np.arctan2(ways[:, 1], ways[:, 0])
    turns = np.abs((np.diff(angles, prepend=0.0) + np.pi) % (2 * np.pi) - np.pi)
    sectors = np.minimum((turns / np.pi * SECTORS).astype(np.int64), SECTORS - 1)
    return np.where((np.diff(index, prepend=-1) == 1) & (values > 0), sectors, -1)


def _contexts(
    subject: Subject, index: Ints, values: Ints, gap: Ints, turn: Ints, ends: Places
) -> list[Floats]:
    kind = np.array([isinstance(each, Slider) for each in subject.objects]).astype(np.int64)
    kinds = kind[index] * 2 + kind[index - 1]
    begins = np.array([each.new_combo for each in subject.objects])[index]
    last_gap, next_gap = before(gap, -1), after(gap, -1)
    repeats = Repeats(subject.places[index], subject.places, ends)
    alike = [
        joined(gap),
        joined(gap, kinds),
        joined(gap, begins),
        joined(gap, turn),
        joined(gap, last_gap, next_gap),
        joined(gap, last_gap, before(values, -1) // 2),
        joined(gap, next_gap, after(values, -1) // 2),
    ]
    return [
        *(same(values, STEPS, each) for each in alike),
        near(values, STEPS, joined(gap), 3),
        near(values, STEPS, joined(gap), 10),
        near(values, STEPS, joined(gap, kinds), 4),
        repeats.around(values, STEPS),
        repeats.alike(values, STEPS),
    ]


def _from_both_sides(found: Surprise, values: Ints, index: Ints) -> Surprise:
    odds = np.where(values == 0, found.odds - MEANT, found.odds)
    following = np.append(np.where(np.diff(index) == 1, odds[1:], 0.0), 0.0)
    wrong = odds >= ORDINARY
    return replace(found, odds=np.where(wrong, odds + BESIDE * np.maximum(following - 1.0, 0.0), odds))


def _steps(distances: Floats) -> Ints:
    steps = np.log(np.maximum(distances, STACKED) / STACKED) / math.log(STEP)
    return np.minimum(np.where(distances < STACKED, 0, 1 + steps.astype(np.int64)), STEPS - 1)


def _distance(step: int) -> float:
    """The middle of a step, px."""
    return 0.0 if step == 0 else STACKED * STEP ** (step - 0.5)


def _kernel() -> Floats:
    """Student's t with 3 degrees of freedom around each step."""
    apart = np.arange(STEPS)[:, None] - np.arange(STEPS)[None]
    kernel = (1.0 + apart**2 / 1.5) ** -2.0
    return np.asarray(kernel / kernel.sum(1, keepdims=True))


def _towards(start: Floats, to: Floats, distance: float) -> tuple[float, float]:
    length = float(np.hypot(*(to - start)))
    x, y = start + (to - start) * (distance / length if length else 0.0)
    return round(min(max(float(x), 0.0), 512.0), 1), round(min(max(float(y), 0.0), 384.0), 1)


CHECK = Check(
    id="unusual-spacing",
    category="Compose",
    title="Spacing against the map's habit",
    reason="Players read time from distance; one that differs from all others like it is misread.",
    find=_find,
    modes=("osu", "catch"),
    source="consistency",
)
