"""Objects that are meant for a red line and lie just before it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator

from engine.modding.check import Check, Finding
from engine.modding.edges import kind_of
from engine.modding.grid import SNAPPED, unsnapped_from
from engine.modding.subject import Subject
from engine.osu import TimingPoint

NEAR, NEAR_BEATS = 50.0, 1 / 8
"""ms before a red line, or this part of a beat where that is more."""


def _find(subject: Subject) -> Iterator[Finding]:
    reds = subject.timing.red
    times = [red.time for red in reds]
    for edge in subject.edges:
        next_one = bisect_right(times, edge.time)
        if not 0 < next_one < len(reds):
            continue
        line, beat = reds[next_one], subject.timing.beat_length_at(edge.time)
        if line.time - edge.time > max(NEAR, NEAR_BEATS * beat) or line.time - edge.time < SNAPPED:
            continue
        if _goes_on(reds[next_one - 1], line, beat):
            continue
        new_beat = subject.timing.beat_length_at(line.time)
        off = unsnapped_from(edge.time, line, new_beat)
        if abs(unsnapped_from(edge.time, reds[next_one - 1], beat)) < SNAPPED <= abs(off):
            kind = kind_of(subject.objects[edge.object])
            yield Finding(
                "warning",
                f"The {edge.part} of this {kind} is snapped to the old timing "
                f"{line.time - edge.time:.0f} ms before a red line, and {abs(off):.0f} ms off the new one.",
                time=edge.time,
                objects=(edge.object,),
                found=f"{edge.time - line.time:+.0f} ms from the red line",
                expected="snapped to the red line that follows",
                key=edge.part,
            )


def _goes_on(before: TimingPoint, line: TimingPoint, beat: float) -> bool:
    """The new line's beats fall together with the old one's."""
    measures = (line.time - before.time) / (beat * before.meter)
    same = abs(before.beat_length - line.beat_length) < 1e-3 and before.meter == line.meter
    return same and abs(measures - round(measures)) * beat * before.meter <= 1.0


CHECK = Check(
    id="objects-before-red-lines",
    category="Timing",
    title="Snapped to the timing that ends here",
    reason="What sounds with the first beat of a new timing belongs on it; the old ticks end before.",
    find=_find,
    yardstick=("MV", "RC"),
)
