"""Distances that this map does not use for such a gap in time."""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from engine.modding.check import Check, Finding
from engine.modding.consistency.contexts import Ints, after, before, joined, near, same
from engine.modding.consistency.pooling import surprise
from engine.modding.consistency.repeats import Repeats
from engine.modding.consistency.telling import LEAST_PLACES, severity_of, told
from engine.modding.measures import PARTS
from engine.modding.subject import Subject
from engine.osu import Slider, Spinner

STACKED = 4.0
"""px up to which objects are at one place."""

STEP = 1.2
"""Ratio of two distances that are a step apart."""

STEPS = 2 + math.ceil(math.log(640 / STACKED, STEP))
"""Steps from a stack to the playfield's diagonal."""

LONGEST_GAP = 4 * PARTS
"""Over longer gaps objects are free."""


def _find(subject: Subject) -> Iterator[Finding]:
    objects = subject.objects
    count = len(objects)
    if count < LEAST_PLACES:
        return
    heads, tails = np.array(subject.heads), np.array(subject.tails)
    if subject.mode == "catch":
        heads[:, 1] = tails[:, 1] = 0.0
    ends = subject.measures.places(np.array(subject.end_times))
    gaps = np.concatenate([[LONGEST_GAP], subject.places.total[1:] - ends.total[:-1]])
    still = np.array([isinstance(each, Spinner) for each in objects])
    index = np.flatnonzero((gaps < LONGEST_GAP) & (gaps >= 0) & ~still & ~before(still, 1).astype(bool))
    if len(index) < LEAST_PLACES:
        return
    distances = np.hypot(*(heads[index] - tails[index - 1]).T)
    values = _steps(distances)
    gap = gaps[index]
    kind = np.array([isinstance(each, Slider) for each in objects]).astype(np.int64)
    kinds = kind[index] * 2 + kind[index - 1]
    begins = np.array([each.new_combo for each in objects])[index]
    earlier, later = before(values, -1) // 2, after(values, -1) // 2
    places = subject.places[index]
    repeats = Repeats(places, subject.places, ends)
    contexts = [
        same(values, STEPS, joined(gap)),
        same(values, STEPS, joined(gap, kinds)),
        same(values, STEPS, joined(gap, begins)),
        same(values, STEPS, joined(gap, before(gap, -1), after(gap, -1))),
        same(values, STEPS, joined(gap, before(gap, -1), earlier)),
        same(values, STEPS, joined(gap, after(gap, -1), later)),
        near(values, STEPS, joined(gap), 3),
        near(values, STEPS, joined(gap), 10),
        near(values, STEPS, joined(gap, kinds), 4),
        repeats.around(values, STEPS),
        repeats.alike(values, STEPS),
    ]
    result = surprise(values, STEPS, contexts, _kernel())
    for k, bits, expected in told(result):
        i = int(index[k])
        usual = _distance(expected)
        far, near_by = f"{distances[k]:.0f} px", f"about {usual:.0f} px" if usual else "stacked"
        yield Finding(
            severity_of(bits),
            f"This is {'farther' if distances[k] > usual else 'nearer'} than this map goes in such a gap.",
            objects=(i,),
            found=far,
            expected=near_by,
            expected_position=_towards(tails[i - 1], heads[i], usual) if subject.mode == "osu" else None,
            score=bits,
        )


def _steps(distances: NDArray[np.float64]) -> Ints:
    steps = np.log(np.maximum(distances, STACKED) / STACKED) / math.log(STEP)
    return np.minimum(np.where(distances < STACKED, 0, 1 + steps.astype(np.int64)), STEPS - 1)


def _distance(step: int) -> float:
    """The middle of a step, px."""
    return 0.0 if step == 0 else STACKED * STEP ** (step - 0.5)


def _kernel() -> NDArray[np.float64]:
    """Student's t with 3 degrees of freedom around each step."""
    apart = np.arange(STEPS)[:, None] - np.arange(STEPS)[None]
    kernel = (1.0 + apart**2 / 1.5) ** -2.0
    return np.asarray(kernel / kernel.sum(1, keepdims=True))


def _towards(start: NDArray[np.float64], to: NDArray[np.float64], distance: float) -> tuple[float, float]:
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
