"""Reverse arrows hidden under another object."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Iterator

from engine.modding.check import Check, Finding
from engine.modding.subject import Subject
from engine.osu import Slider, Spinner

COVERED = 1 / 1.75
"""Radii from the arrow within which an object covers it in part."""

HIDDEN = 1 / 3
"""Radii within which it covers all of it."""

MOST_BEFORE = 32
"""Objects looked at before each slider; no more are on the screen."""


def _find(subject: Subject) -> Iterator[Finding]:
    starts = [each.time for each in subject.objects]
    for i, timing in subject.slider_timings.items():
        slider = subject.objects[i]
        if not isinstance(slider, Slider) or slider.slides < 2:
            continue
        reverse = slider.time + timing.span
        shift = subject.stack_shifts[i]
        x, y = timing.path.points[-1]
        arrow = (x + shift, y + shift)
        first = max(bisect_left(starts, slider.time - subject.preempt), i - MOST_BEFORE, 0)
        for j in range(first, i):
            end = subject.end_times[j]
            if isinstance(subject.objects[j], Spinner) or not reverse - subject.preempt < end < reverse:
                continue
            tail = subject.tails[j]
            other = (tail[0] + subject.stack_shifts[j], tail[1] + subject.stack_shifts[j])
            distance = math.dist(arrow, other) / subject.radius if subject.radius > 0 else math.inf
            if distance < COVERED:
                how = "right" if distance < HIDDEN else "partly"
                yield Finding(
                    "warning" if distance < HIDDEN else "minor",
                    f"The reverse arrow lies {how} under the object before it.",
                    objects=(j, i),
                    found=f"{distance:.1f} circle radii away",
                    expected="an arrow that is seen",
                )
                break


CHECK = Check(
    id="obscured-reverses",
    category="Sliders",
    title="Hidden reverse arrows",
    reason="The player does not see that the slider comes back.",
    find=_find,
    modes=("osu",),
    yardstick=("MV", "RC"),
)
