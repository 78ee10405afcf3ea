"""What the first timing point must not be."""

from __future__ import annotations

from collections.abc import Iterator

from engine.modding.check import Check, Finding
from engine.modding.subject import Subject


def _find(subject: Subject) -> Iterator[Finding]:
    points = subject.beatmap.timing_points
    if not subject.timing.red:
        yield Finding("problem", "There is no red line, so the map has no timing.", expected="a red line")
    elif not any(point.uninherited for point in points if point.time == points[0].time):
        yield Finding(
            "problem",
            "A green line comes before the first red line and has nothing to inherit.",
            time=points[0].time,
            found="a green line first",
            expected="a red line first",
            key="green",
        )
    first = subject.timing.red[0] if subject.timing.red else None
    if first is not None and first.kiai:
        yield Finding(
            "problem",
            "The first red line turns kiai on, so it flashes before the song begins. Use a green line here.",
            time=first.time,
            found="kiai on the first red line",
            expected="kiai on a green line",
            key="kiai",
        )


CHECK = Check(
    id="first-line",
    category="Timing",
    title="First timing point missing, green or with kiai",
    reason="Everything inherits from the first red line; the game has no timing before it.",
    find=_find,
    yardstick=("MV", "RC"),
)
