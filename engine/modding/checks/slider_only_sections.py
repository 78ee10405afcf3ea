"""Long stretches of nothing but sliders in low difficulties."""

from __future__ import annotations

from collections.abc import Iterator

from engine.modding.check import Check, Finding
from engine.modding.level import Level
from engine.modding.subject import Subject
from engine.osu import Slider

LONG, VERY_LONG = 12_000.0, 20_000.0
"""ms without a circle or a rest."""

REST = 1_000.0
"""ms without any object that let the hand rest."""


def _find(subject: Subject) -> Iterator[Finding]:
    if subject.level > Level.NORMAL:
        return
    start: int | None = None
    for i, each in enumerate(subject.objects):
        goes_on = (
            isinstance(each, Slider) and start is not None and each.time - subject.end_times[i - 1] < REST
        )
        if not goes_on:
            yield from _judge(subject, start, i)
            start = i if isinstance(each, Slider) else None
    yield from _judge(subject, start, len(subject.objects))


def _judge(subject: Subject, start: int | None, end: int) -> Iterator[Finding]:
    if start is None:
        return
    length = subject.end_times[end - 1] - subject.objects[start].time
    if length > LONG:
        yield Finding(
            "warning" if length > VERY_LONG else "minor",
            f"{end - start} sliders in a row, for {length / 1000:.0f} s.",
            end_time=subject.end_times[end - 1],
            objects=(start,),
            found="only sliders",
            expected="a circle or a rest now and then",
        )


CHECK = Check(
    id="slider-only-sections",
    category="Spread",
    title="Nothing but sliders",
    reason="Following slider after slider tires new players.",
    find=_find,
    modes=("osu",),
    yardstick=("MV", "RC"),
)
