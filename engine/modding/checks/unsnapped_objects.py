"""Objects that lie on no tick of the beat."""

from __future__ import annotations

import math
from collections.abc import Iterator

from engine.modding.check import Check, Finding
from engine.modding.subject import Subject
from engine.osu import Circle, Slider, distance_to_grid

DIVISORS = (16, 12, 9, 8, 7, 5)
"""Together they hold every tick of 1/1 to 1/9, 1/12 and 1/16."""

UNSNAPPED = 2.0
"""ms off the nearest tick that a player can be hurt by."""

INACCURATE = 1.0
"""ms off that come from the editor's cutting off; nearly all ranked maps have some."""


def _find(subject: Subject) -> Iterator[Finding]:
    for i, each in enumerate(subject.objects):
        for part, time in _moments(subject, i):
            nearest = min((distance_to_grid(time, subject.timing, d) for d in DIVISORS), key=abs)
            off = round(nearest, 3)
            # the editor cuts a tick's time to whole ms, so less than one early is on it
            off = math.trunc(off) if off < 0 else off
            if abs(off) < INACCURATE:
                continue
            kind = "note" if isinstance(each, Circle) else type(each).__name__.lower()
            yield Finding(
                "problem" if abs(off) >= UNSNAPPED else "minor",
                f"The {part} of this {kind} is {abs(off):.0f} ms {'late' if off > 0 else 'early'}.",
                time=time,
                objects=(i,),
                found=f"{off:+.0f} ms",
                expected="on a tick",
                key=part,
            )


def _moments(subject: Subject, i: int) -> Iterator[tuple[str, float]]:
    each = subject.objects[i]
    yield "start", each.time
    if isinstance(each, Slider):
        span = subject.slider_timings[i].span
        for number in range(1, each.slides):
            yield "repeat", each.time + span * number
    if not isinstance(each, Circle):
        yield "end", subject.end_times[i]


CHECK = Check(
    id="unsnapped-objects",
    category="Timing",
    title="Objects off the beat",
    reason="A note between the ticks sounds and feels late, and cannot be ranked.",
    find=_find,
    yardstick=("MV", "LV"),
)
