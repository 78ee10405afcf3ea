"""Red lines that differ between the difficulties of a set."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from engine.modding.check import Check, Finding
from engine.modding.subject import Subject
from engine.osu import TimingPoint
from engine.protocol import Severity

SAME = 1.0
"""ms within which two red lines are meant to be one."""

EXACT = 1e-3
"""ms, and ms a beat, that are a matter of rounding."""


def _find(subject: Subject) -> Iterator[Finding]:
    told: set[tuple[float, str]] = set()
    for other in subject.peers:
        name = other.beatmap.metadata.version
        for finding in _compare(subject.timing.red, other.timing.red, name):
            what = (finding.time or 0.0, finding.key)
            if what not in told:
                told.add(what)
                yield finding


def _compare(mine: Sequence[TimingPoint], theirs: Sequence[TimingPoint], name: str) -> Iterator[Finding]:
    for line in mine:
        other = _nearest(theirs, line.time)
        if other is None:
            yield _finding("problem", line.time, f"{name} has no red line here.", "extra")
            continue
        if line.meter != other.meter:
            message = f"The meter is {line.meter}/4 here and {other.meter}/4 in {name}."
            yield _finding("problem", line.time, message, "meter")
        if abs(line.beat_length - other.beat_length) > EXACT:
            here, there = 60000 / (line.beat_length or 1), 60000 / (other.beat_length or 1)
            message = f"The tempo is {here:.3f} BPM here and {there:.3f} BPM in {name}."
            yield _finding("problem", line.time, message, "tempo")
        off = line.time - other.time
        if abs(off) > EXACT:
            message = f"This red line is {off:+.2f} ms from the one in {name}."
            yield _finding("minor", line.time, message, "decimals")
    for line in theirs:
        if _nearest(mine, line.time) is None:
            yield _finding("problem", line.time, f"{name} has a red line here that is missing.", "missing")


def _finding(severity: Severity, time: float, message: str, key: str) -> Finding:
    expected = "the same timing in all difficulties"
    return Finding(severity, message, time=time, expected=expected, key=key)


def _nearest(lines: Sequence[TimingPoint], time: float) -> TimingPoint | None:
    i = bisect_left(lines, time, key=lambda line: line.time)
    near = [line for line in lines[max(0, i - 1) : i + 1] if abs(line.time - time) < SAME]
    return min(near, key=lambda line: abs(line.time - time), default=None)


CHECK = Check(
    id="inconsistent-timing",
    category="Timing",
    title="Timing differs from another difficulty",
    reason="A song has one timing; each red line must be the same in every difficulty.",
    find=_find,
    yardstick=("MV", "LV", "RC"),
)
