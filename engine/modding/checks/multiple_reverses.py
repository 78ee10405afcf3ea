"""Short sliders that come back more than once in low difficulties."""

from __future__ import annotations

from collections.abc import Iterator

from engine.modding.check import Check, Finding
from engine.modding.level import Level
from engine.modding.subject import Subject
from engine.osu import Slider

TOO_SHORT = {Level.EASY: 250.0, Level.NORMAL: 125.0}
"""ms of a span: a beat, and half of one, at 240 BPM."""

SHORT = {Level.EASY: 333.3, Level.NORMAL: 166.7}
"""The same at 180 BPM."""

LENIENCY = 1.0
"""ms."""


def _find(subject: Subject) -> Iterator[Finding]:
    if subject.level not in SHORT:
        return
    for i, timing in subject.slider_timings.items():
        each = subject.objects[i]
        if isinstance(each, Slider) and each.slides > 2 and timing.span < SHORT[subject.level] - LENIENCY:
            grave = timing.span < TOO_SHORT[subject.level] - LENIENCY
            yield Finding(
                "problem" if grave else "warning",
                f"This slider reverses {each.slides - 1} times, {timing.span:.0f} ms each.",
                objects=(i,),
                found=f"{each.slides - 1} reverses",
                expected="one reverse, or a longer slider",
            )


CHECK = Check(
    id="multiple-reverses",
    category="Spread",
    title="Several reverses in low difficulties",
    reason="The second arrow appears too late for new players.",
    find=_find,
    modes=("osu",),
    by_level=True,
    yardstick=("MV", "RC"),
)
