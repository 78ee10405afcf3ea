"""Where in the song a save changed objects: what comes or goes far from there is an echo of the edit."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass
from typing import Self

from engine.osu import Beatmap, DecodeError, Document
from engine.protocol import Suggestion

NEAR = 2
"""Objects before and after a changed one that are judged by it: spacing and rhythm lie between neighbours."""


@dataclass(frozen=True)
class Edit:
    """What changed between two states of a difficulty.

    Attributes:
        times: ms of all objects, before and after, in order.
        changed: ms of those that came, went or were changed; none: more than objects was changed, which may
            reach anywhere.
    """

    times: tuple[float, ...] = ()
    changed: frozenset[float] | None = None

    @classmethod
    def between(cls, before: bytes, after: bytes) -> Self:
        """The edit that made one content out of another; one that cannot be read reaches anywhere."""
        try:
            old, new = Document.from_bytes(before).beatmap, Document.from_bytes(after).beatmap
        except DecodeError:
            return cls()
        if _frame(old) != _frame(new):
            return cls()
        kept = _counted(old) & _counted(new)
        changed = {time for one in (old, new) for _, time in _counted(one) - kept}
        times = {each.time for each in (*old.objects, *new.objects)}
        return cls(tuple(sorted(times)), frozenset(changed))

    def echoed_by(self, each: Suggestion) -> bool:
        """Whether a suggestion came or went though nothing near it was touched.

        The map is its own norm, so any edit shifts a little what is usual everywhere. A rule knows no norm.
        """
        if self.changed is None or each.source == "rule" or each.time is None:
            return False
        begin = bisect_left(self.times, each.time) - NEAR
        end = bisect_left(self.times, each.end_time if each.end_time is not None else each.time) + NEAR
        return self.changed.isdisjoint(self.times[max(begin, 0) : end + 1])


def _frame(beatmap: Beatmap) -> tuple[object, ...]:
    """All that objects are judged by, beside each other."""
    return beatmap.timing_points, beatmap.difficulty, beatmap.general


def _counted(beatmap: Beatmap) -> Counter[tuple[str, float]]:
    return Counter((repr(each), each.time) for each in beatmap.objects)
