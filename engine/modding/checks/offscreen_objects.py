"""Circles and ends of sliders that a 4:3 screen cuts off."""

from __future__ import annotations

from collections.abc import Iterator

from engine.modding.check import Check, Finding
from engine.modding.edges import kind_of
from engine.modding.screen import beyond
from engine.modding.subject import Subject
from engine.osu import Slider, Spinner

LENIENCY = 0.5
"""px that nobody sees."""


def _find(subject: Subject) -> Iterator[Finding]:
    for i, each in enumerate(subject.objects):
        if isinstance(each, Spinner):
            continue
        shift = subject.stack_shifts[i]
        places = [("start", (each.x, each.y), each.time)]
        if isinstance(each, Slider):
            places.append(("end", subject.slider_timings[i].path.points[-1], subject.end_times[i]))
        for part, (x, y), time in places:
            out = beyond((x + shift, y + shift), subject.radius)
            if out > LENIENCY:
                yield Finding(
                    "problem",
                    f"The {part} of this {kind_of(each)} is {out:.0f} px off a 4:3 screen.",
                    time=time,
                    objects=(i,),
                    found=f"x {x:.0f}, y {y:.0f}",
                    expected="all of it on the screen",
                    key=part,
                )


CHECK = Check(
    id="offscreen-objects",
    category="Compose",
    title="Objects off the screen",
    reason="On a 4:3 screen a part of them cannot be seen.",
    find=_find,
    modes=("osu",),
    yardstick=("MV", "LV", "RC"),
)
