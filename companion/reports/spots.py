"""One cause, told once: a note off the grid is one fault, however many checks stumble over it."""

from __future__ import annotations

from collections.abc import Sequence

from companion.reports.delta import Delta
from companion.reports.edit import Edit
from engine.protocol import Suggestion

SAME_TIME = 2.0
"""ms up to which two suggestions speak of one moment: what is within it counts as on its tick."""

WIDE = 4
"""A suggestion of more objects is about a stretch: it shares a cause only with what begins where it does."""


def told_once(delta: Delta, edit: Edit) -> Delta:
    """The gravest suggestion of each spot, for all that came or went there.

    What came or went elsewhere, only because the edit shifted what is usual in this map, is told with the
    edit's own spots; by itself where there is none.
    """
    near = Delta(
        tuple(each for each in delta.new if not edit.echoed_by(each)),
        tuple(each for each in delta.fixed if not edit.echoed_by(each)),
    )
    told = near or delta
    return Delta(spots(told.new), spots(told.fixed))


def spots(suggestions: Sequence[Suggestion]) -> tuple[Suggestion, ...]:
    """The suggestions that stand for all, given most important first.

    Each takes along what shares an object or the time with it, and what the map's own norm says of the object
    right beside it. It goes no further: a stream of faults is as many faults.
    """
    leads: list[Suggestion] = []
    for each in suggestions:
        if not any(_one_spot(lead, each) for lead in leads):
            leads.append(each)
    return tuple(leads)


def _one_spot(lead: Suggestion, each: Suggestion) -> bool:
    if lead.time is None or each.time is None:
        return False  # about the whole difficulty, each in its own way
    if abs(lead.time - each.time) <= SAME_TIME:
        return True
    if max(len(lead.objects), len(each.objects)) > WIDE:
        return False
    reach = 0 if each.source == "rule" else 1
    return any(abs(a - b) <= reach for a in lead.objects for b in each.objects)
