"""Green lines that change nothing, or nothing that anything needs."""

from __future__ import annotations

import itertools
import math
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from engine.modding.check import Check, Finding
from engine.modding.folding import folded
from engine.modding.subject import Subject
from engine.osu import Slider, TimingPoint

EARLY = 5.0
"""ms by which a line may come after the object that it gives its sound."""

BITS = 1.0
"""Of such a finding: tidy, not urgent."""

FEW = 8
"""Lines that are told one by one; more are a habit, or came with something pasted."""

SAME_VELOCITY = 1e-6

SCROLLING = ("taiko", "mania")
"""Modes in which velocity moves everything on the screen, barlines too."""


def _find(subject: Subject) -> Iterator[Finding]:
    all_in_one = "{count} green lines change nothing, the first of them here."
    yield from folded(list(_unused(subject)), FEW, all_in_one)


def _unused(subject: Subject) -> Iterator[Finding]:
    points = subject.timing.points
    copied = {_values(line) for each in subject.peers for line in each.timing.points}
    reach = _Reach(subject)
    times = [point.time for point in points]
    for before, line in itertools.pairwise(points):
        if line.uninherited or _values(line) in copied or math.isnan(line.beat_length):
            continue
        if line.kiai != before.kiai or (before.time == line.time and not before.uninherited):
            continue  # two green lines at one time: another check says so
        later = bisect_right(times, line.time)
        until = times[later] if later < len(times) else math.inf
        velocity = subject.timing.slider_velocity_at(before.time) if before.time < line.time else 1.0
        moves = abs(subject.timing.slider_velocity_at(line.time) - velocity) > SAME_VELOCITY
        sounds = _sample(line) != _sample(before)
        if moves and (subject.mode in SCROLLING or reach.sliders(line.time, until)):
            continue
        if sounds and reach.sounds(line.time - EARLY, until):
            continue
        what = "changes nothing that plays" if moves or sounds else "is the same as the line before"
        yield Finding(
            "minor",
            f"This green line {what}.",
            time=line.time,
            found="an unused green line",
            expected="none",
            score=BITS,
        )


@dataclass
class _Reach:
    """What happens between two times."""

    subject: Subject

    def __post_init__(self) -> None:
        objects = self.subject.objects
        self._starts = [each.time for each in objects]
        self._heads = [each.time for each in objects if isinstance(each, Slider)]
        self._latest = list(itertools.accumulate(self.subject.end_times, max))

    def sliders(self, start: float, end: float) -> bool:
        return bisect_left(self._heads, start) < bisect_left(self._heads, end)

    def sounds(self, start: float, end: float) -> bool:
        """An object lies within, at least in part."""
        last = bisect_left(self._starts, end) - 1
        return last >= 0 and self._latest[last] >= start


def _sample(line: TimingPoint) -> tuple[int, int, int]:
    return line.sample_set, line.sample_index, line.volume


def _values(line: TimingPoint) -> tuple[float, float, int, int, int, bool]:
    return line.time, line.beat_length, *_sample(line), line.uninherited


CHECK = Check(
    id="unused-green-lines",
    category="Timing",
    title="Green lines that do nothing",
    reason="They hide the lines that matter. Those that came with a copied timing are left alone.",
    find=_find,
    yardstick=("MV",),
)
