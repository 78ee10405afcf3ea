"""Fine ticks that a map uses only once or twice."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from engine.modding.check import Check, Finding
from engine.modding.grid import divisor_at
from engine.modding.subject import Subject
from engine.protocol import Severity

FINE = 5
"""Coarser divisors are nobody's mistake."""

RARE, UNCOMMON = 3, 7
"""Uses of a divisor."""

RARE_SHARE, UNCOMMON_SHARE = 0.005, 0.05
"""Of all snaps, where the uses are more."""

SWING_SHARE = 0.2
"""Of all snaps on thirds and sixths: from here on a song swings and its twelfths are at home."""

SAME = 2
"""ms within which another difficulty has an object at the same time, and so the same reason for it."""

MOST_SHOWN = 8
"""Objects selected by one finding."""


def _find(subject: Subject) -> Iterator[Finding]:
    used: defaultdict[int, list[tuple[float, int]]] = defaultdict(list)
    for edge in subject.edges:
        divisor = divisor_at(edge.time, subject.timing)
        if divisor is not None:
            used[divisor].append((edge.time, edge.object))
    total = sum(map(len, used.values()))
    swings = len(used[3]) + len(used[6]) >= SWING_SHARE * total
    elsewhere: set[int] | None = None
    for divisor, uses in sorted(used.items()):
        severity = _severity(len(uses), total) if divisor >= FINE and uses else None
        if severity is None or (swings and divisor % 3 == 0):
            continue
        if elsewhere is None:
            elsewhere = {round(edge.time) for peer in subject.peers for edge in peer.edges}
        if all(
            not elsewhere.isdisjoint(range(round(time) - SAME, round(time) + SAME + 1)) for time, _ in uses
        ):
            continue
        objects = tuple(dict.fromkeys(i for _, i in uses))[:MOST_SHOWN]
        yield Finding(
            severity,
            f"1/{divisor} is used {_times(len(uses))} in the whole map. Is it the song's rhythm?",
            time=uses[0][0],
            objects=objects,
            found=f"1/{divisor}, {_times(len(uses))}",
            expected="a divisor that the map uses throughout",
            key=str(divisor),
        )


def _severity(uses: int, total: int) -> Severity | None:
    if uses <= RARE or uses <= RARE_SHARE * total:
        return "warning"
    if uses <= UNCOMMON or uses <= UNCOMMON_SHARE * total:
        return "minor"
    return None


def _times(count: int) -> str:
    return "once" if count == 1 else f"{count} times"


CHECK = Check(
    id="rare-snapping",
    category="Timing",
    title="A divisor used only here",
    reason="A fine tick that comes once is more often a slip of the hand than a sound of the song.",
    find=_find,
    yardstick=("MV",),
)
