"""Lines that come a few ms too late to move the object they are meant for."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator

from engine.modding.check import Check, Finding
from engine.modding.edges import kind_of
from engine.modding.grid import unsnapped_by
from engine.modding.subject import Subject
from engine.osu import Slider

NEAR = 5.0
"""ms between an object and a line that was meant for it."""

SNAPPED = 1.0
"""ms off the beat at most: an unsnapped object is another matter."""

FELT = 0.01
"""Share of velocity that is felt."""

SCROLLING = ("taiko", "mania")
"""Modes in which velocity moves every object; elsewhere only sliders."""


def _find(subject: Subject) -> Iterator[Finding]:
    timing = subject.timing
    times = [point.time for point in timing.points]
    for i, each in enumerate(subject.objects):
        if not isinstance(each, Slider) and subject.mode not in SCROLLING:
            continue
        later = bisect_right(times, each.time)
        if not 0 < later < len(times) or times[later] - each.time > NEAR:
            continue
        now, then = _speed(subject, each.time), _speed(subject, times[later])
        if abs(now - then) <= FELT * now or abs(unsnapped_by(each.time, timing)) > SNAPPED:
            continue
        late = times[later] - each.time
        yield Finding(
            "warning",
            f"A line that changes the velocity comes {late:.0f} ms after this {kind_of(each)}.",
            objects=(i,),
            found=f"{late:.0f} ms late",
            expected="a line at the object or before it",
        )


def _speed(subject: Subject, time: float) -> float:
    return subject.timing.slider_velocity_at(time, 0.01) * subject.timing.bpm_at(time)


CHECK = Check(
    id="lines-after-objects",
    category="Scroll Speeds",
    title="A line just after its object",
    reason="The object keeps the velocity from before.",
    find=_find,
    yardstick=("MV",),
)
