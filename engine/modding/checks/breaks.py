"""Breaks that the editor would not have made."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator

from engine.modding.check import Check, Finding
from engine.modding.subject import Subject

AFTER = 200.0
"""ms from the end of an object to a break."""

SHORTEST = 650.0
"""ms."""

LENIENCY = 1.0
"""ms by which saved breaks are off."""


def _find(subject: Subject) -> Iterator[Finding]:
    starts = [each.time for each in subject.objects]
    for pause in subject.beatmap.breaks:
        following = bisect_right(starts, pause.start)
        said = []
        if following > 0:
            gap = pause.start - subject.end_times[following - 1]
            if gap < AFTER - LENIENCY:
                said.append(("early", f"starts {AFTER - gap:.0f} ms too early"))
        if following < len(starts):
            gap = starts[following] - pause.end
            if gap < subject.preempt - LENIENCY:
                said.append(("late", f"ends {subject.preempt - gap:.0f} ms too late"))
        for key, what in said:
            yield Finding(
                "problem",
                f"This break {what}. Saving the map in the editor mends it.",
                time=pause.start,
                end_time=pause.end,
                found=what,
                expected=f"{AFTER:.0f} ms after an object, {subject.preempt:.0f} ms before the next",
                key=key,
            )
        if pause.end - pause.start < SHORTEST - LENIENCY:
            yield Finding(
                "warning",
                f"This break lasts only {pause.end - pause.start:.0f} ms, so it does nothing.",
                time=pause.start,
                end_time=pause.end,
                found=f"{pause.end - pause.start:.0f} ms",
                expected=f"at least {SHORTEST:.0f} ms",
                key="short",
            )


CHECK = Check(
    id="breaks",
    category="Compose",
    title="Breaks that the editor would not make",
    reason="A break must leave the object before it and the approach circles after it alone.",
    find=_find,
    yardstick=("MV", "LV", "RC"),
)
