"""The same sound snapped to another kind of tick in a harder difficulty."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from engine.modding.check import Check, Finding
from engine.modding.grid import divisor_at
from engine.modding.subject import Subject

SAME = 3.0
"""ms within which two difficulties have an object at the same time."""

MISTAKEN = 1 / 8
"""Beats within which two different ticks can be meant for one sound."""

FAMILIES = ({1, 2, 4, 8, 16}, {3, 6, 12, 9})
"""Divisors that count alike; a song is in one of them at a time."""


def _find(subject: Subject) -> Iterator[Finding]:
    harder = [each for each in subject.peers_of_mode if each.level >= subject.level]
    if not harder:
        return
    mine = sorted(edge.time for edge in subject.edges)
    theirs = [(each, sorted(edge.time for edge in each.edges)) for each in harder]
    for edge in subject.edges:
        divisor = divisor_at(edge.time, subject.timing)
        if divisor is None or divisor <= 2:
            continue
        reach = MISTAKEN * subject.timing.beat_length_at(edge.time)
        for other, times in theirs:
            if _nearest(times, edge.time) <= SAME:
                continue
            meant = [time for time in _within(times, edge.time, reach) if _nearest(mine, time) > SAME]
            against = next((time for time in meant if _unlike(divisor, divisor_at(time, other.timing))), None)
            if against is not None:
                name = other.beatmap.metadata.version
                yield Finding(
                    "warning",
                    f"This is on 1/{divisor}, but {name} has its object {against - edge.time:+.0f} ms from "
                    f"here on 1/{divisor_at(against, other.timing)}.",
                    time=edge.time,
                    objects=(edge.object,),
                    found=f"1/{divisor}",
                    expected=f"1/{divisor_at(against, other.timing)} as in {name}",
                    key=edge.part,
                )
                break


def _unlike(mine: int, theirs: int | None) -> bool:
    """One counts in halves, the other in thirds."""
    if theirs is None or theirs == 1:
        return False
    return not any(mine in family and theirs in family for family in FAMILIES)


def _nearest(times: Sequence[float], time: float) -> float:
    i = bisect_left(times, time)
    return min((abs(each - time) for each in times[max(0, i - 1) : i + 1]), default=float("inf"))


def _within(times: Sequence[float], time: float, reach: float) -> Sequence[float]:
    return times[bisect_left(times, time - reach) : bisect_left(times, time + reach)]


CHECK = Check(
    id="snapping-across-difficulties",
    category="Spread",
    title="Snapped differently in a harder difficulty",
    reason="One sound has one place in time; thirds here and quarters there means that one is wrong.",
    find=_find,
    yardstick=("MV",),
)
