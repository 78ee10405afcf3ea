"""Sliders, spinners and hold notes that are over as soon as they begin."""

from __future__ import annotations

from collections.abc import Iterator

from engine.modding.check import Check, Finding
from engine.modding.edges import kind_of
from engine.modding.subject import Subject
from engine.osu import Circle, Slider

NOTHING = 0.5
"""ms; shorter is no time at all."""


def _find(subject: Subject) -> Iterator[Finding]:
    for i, each in enumerate(subject.objects):
        if isinstance(each, Circle):
            continue
        length = subject.end_times[i] - each.time
        if length <= NOTHING:
            yield Finding(
                "problem",
                f"This {kind_of(each)} has no length.",
                objects=(i,),
                found=f"{length:.1f} ms",
                expected="a length, or a note",
            )
        elif isinstance(each, Slider) and all(
            point == (each.x, each.y) for segment in each.segments for point in segment.points
        ):
            yield Finding(
                "problem",
                "This slider has no path: all its points lie on its head.",
                objects=(i,),
                found="one point",
                expected="a path",
                key="path",
            )


CHECK = Check(
    id="zero-length-objects",
    category="Compose",
    title="Objects without length",
    reason="They cannot be seen or held, and break scoring.",
    find=_find,
    yardstick=("MV", "LV"),
)
