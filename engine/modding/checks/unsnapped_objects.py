"""Objects that lie on no tick of the beat."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator

from engine.modding.check import Check, Finding
from engine.modding.edges import Edge, kind_of
from engine.modding.grid import unsnapped_by
from engine.modding.subject import Subject
from engine.protocol import Severity

UNSNAPPED = 2.0
"""ms off the nearest tick that a player can be hurt by."""

INACCURATE = 1.0
"""ms off that come from the editor's cutting off; nearly all ranked maps have some."""

INACCURATE_BITS = 1.0

FEW = 5
"""Edges that are told one by one; more of the same have one cause."""

SAME = 1.0
"""ms by which edges of one cause differ."""

MOST_SHOWN = 8
"""Objects selected by one finding."""


def _find(subject: Subject) -> Iterator[Finding]:
    reds = [red.time for red in subject.timing.red]
    inaccurate: list[tuple[Edge, float]] = []
    run: list[tuple[Edge, float]] = []
    for edge in subject.edges:
        off = unsnapped_by(edge.time, subject.timing)
        if run and abs(off - run[-1][1]) > SAME:
            yield from _run(subject, run)
            run = []
        if abs(off) < INACCURATE or (edge.part == "end" and _ends_at_a_line(edge.time, reds)):
            continue
        if abs(off) >= UNSNAPPED:
            run.append((edge, off))
        else:
            inaccurate.append((edge, off))
    yield from _run(subject, run)
    if len(inaccurate) <= FEW:
        yield from (_finding(subject, "minor", edge, off) for edge, off in inaccurate)
    else:
        yield Finding(
            "minor",
            f"{len(inaccurate)} starts and ends are 1 ms off, which the editor's rounding leaves.",
            found=f"{len(inaccurate)} times 1 ms",
            expected="on a tick; the editor's resnap mends it",
            score=INACCURATE_BITS,
            key="rounding",
        )


def _run(subject: Subject, run: list[tuple[Edge, float]]) -> Iterator[Finding]:
    """Neighbours that are all off by the same: each of them, or where they are many, the stretch."""
    if len(run) <= FEW:
        yield from (_finding(subject, "problem", edge, off) for edge, off in run)
        return
    (first, off), (last, _) = run[0], run[-1]
    early = f"{abs(off):.0f} ms {'late' if off > 0 else 'early'}"
    yield Finding(
        "problem",
        f"{len(run)} starts and ends in a row are {early}. Has the timing or this section been moved?",
        time=first.time,
        end_time=last.time,
        objects=tuple(dict.fromkeys(edge.object for edge, _ in run))[:MOST_SHOWN],
        found=f"{off:+.0f} ms",
        expected="on a tick",
        key="run",
    )


def _finding(subject: Subject, severity: Severity, edge: Edge, off: float) -> Finding:
    kind = kind_of(subject.objects[edge.object])
    return Finding(
        severity,
        f"The {edge.part} of this {kind} is {abs(off):.0f} ms {'late' if off > 0 else 'early'}.",
        time=edge.time,
        objects=(edge.object,),
        found=f"{off:+.0f} ms",
        expected="on a tick",
        score=None if severity == "problem" else INACCURATE_BITS,
        key=edge.part,
    )


def _ends_at_a_line(time: float, reds: list[float]) -> bool:
    """The ticks begin anew at a red line; what ends there is on its first one."""
    next_one = bisect_right(reds, time)
    return next_one < len(reds) and reds[next_one] - time < UNSNAPPED


CHECK = Check(
    id="unsnapped-objects",
    category="Timing",
    title="Objects off the beat",
    reason="A note between the ticks sounds and feels late, and cannot be ranked.",
    find=_find,
    yardstick=("MV", "LV"),
)
