"""A last note so early that the barline at its place is not drawn."""

from __future__ import annotations

from collections.abc import Iterator

from engine.modding.barlines import after_barline, measure_of
from engine.modding.check import Check, Finding
from engine.modding.subject import Subject
from engine.osu import Circle

EARLY, SNAPPED = 2.0, 1.0
"""ms before the barline: from the second to the first it is early, and the barline missing."""


def _find(subject: Subject) -> Iterator[Finding]:
    if not subject.objects or not subject.timing.red:
        return
    last = len(subject.objects) - 1
    end = subject.end_times[last]
    measure = measure_of(subject.timing, subject.timing.red_at(end))
    before = measure - after_barline(end, subject.timing)
    if SNAPPED <= before < EARLY:
        yield Finding(
            "problem" if isinstance(subject.objects[last], Circle) else "minor",
            f"The map ends {before:.0f} ms before a barline, so the game does not draw it.",
            objects=(last,),
            found=f"{before:.0f} ms early",
            expected="the last note on the barline",
        )


CHECK = Check(
    id="taiko-last-barline",
    category="Timing",
    title="Last barline missing",
    reason="Barlines are drawn up to the last note only.",
    find=_find,
    modes=("taiko",),
    yardstick=("MV",),
)
