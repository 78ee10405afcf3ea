"""Stacks that fall onto each other when Hard Rock makes circles small and fast."""

from __future__ import annotations

import math
from collections.abc import Iterator

from engine.modding.check import Check, Finding
from engine.modding.level import Level
from engine.modding.subject import Subject
from engine.osu import Circle, preempt_time
from engine.osu.stacking import STACK_DISTANCE

HARDER, MOST = 1.4, 10.0
"""What Hard Rock makes of AR, and where it stops."""

TOO_CLOSE = 0.25
"""Beats within which a hidden object is missed."""

MOST_SHOWN = 8
"""Objects selected by the finding."""


def _find(subject: Subject) -> Iterator[Finding]:
    if subject.level < Level.HARD:
        return
    general, settings = subject.beatmap.general, subject.beatmap.difficulty
    usual = subject.preempt * general.stack_leniency
    hard_rock = preempt_time(min(MOST, HARDER * settings.approach_rate)) * general.stack_leniency
    starts = [each.time for each in subject.objects]
    lost: list[int] = []
    for i, each in enumerate(subject.objects):
        if not isinstance(each, Circle) or i + 1 == len(starts):
            continue
        after = subject.objects[i + 1]
        gap = after.time - each.time
        close = gap <= TOO_CLOSE * subject.timing.beat_length_at(each.time) + 1.0
        near = math.dist((each.x, each.y), (after.x, after.y)) < STACK_DISTANCE
        if near and close and isinstance(after, Circle) and hard_rock < gap <= usual:
            lost.append(i)
    if lost:
        yield Finding(
            "minor",
            f"With Hard Rock {len(lost)} stacked objects would hide each other. Raise the stack leniency.",
            time=starts[lost[0]],
            objects=tuple(lost[:MOST_SHOWN]),
            found=f"stack leniency {general.stack_leniency:g}",
            expected="stacks that stay stacks",
        )


CHECK = Check(
    id="hard-rock-stacks",
    category="Compose",
    title="Stacks that Hard Rock undoes",
    reason="With Hard Rock circles are shown for a shorter time, and stack only within that.",
    find=_find,
    modes=("osu",),
    yardstick=("MV",),
)
