"""Objects at the same time, or too close to be told apart."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from engine.modding.check import Check, Finding
from engine.modding.columns import columns_of
from engine.modding.edges import kind_of
from engine.modding.folding import folded
from engine.modding.subject import Subject
from engine.osu import Slider, Spinner

AFTER_NOTE, AFTER_SLIDER, SAME_COLUMN = 10.0, 20.0, 30.0
"""ms to the next object; one key of mania needs longer to come up again."""

MEETING = 0.5
"""ms by which times may be inexact."""

MANY = 20
"""Places that are told one by one; more are a map for two cursors, or one pasted over another."""

MOST_SHOWN = 8
"""Objects selected by one finding."""


def _find(subject: Subject) -> Iterator[Finding]:
    meetings: list[Finding] = []
    for each in _in_lanes(subject):
        if each.severity == "problem":
            meetings.append(each)
        else:
            yield each
    meetings.sort(key=lambda each: each.objects)
    yield from folded(meetings, MANY, "Objects lie at one time at {count} places, the first of them here.")


def _in_lanes(subject: Subject) -> Iterator[Finding]:
    for indices in _lanes(subject).values():
        pile: list[int] = []
        latest = 0
        for i in indices:
            if pile:
                gap = subject.objects[i].time - subject.end_times[latest]
                if gap > MEETING:
                    yield from _meeting(subject, pile)
                    pile = []
                    yield from _closeness(subject, latest, i, gap)
            pile.append(i)
            if len(pile) == 1 or subject.end_times[i] >= subject.end_times[latest]:
                latest = i
        yield from _meeting(subject, pile)


def _lanes(subject: Subject) -> dict[int, list[int]]:
    """Indices of the objects that must not meet: all of them, in mania those of one column."""
    if subject.mode != "mania":
        return {0: list(range(len(subject.objects)))}
    lanes: defaultdict[int, list[int]] = defaultdict(list)
    for i, column in enumerate(columns_of(subject)):
        lanes[column].append(i)
    return lanes


def _meeting(subject: Subject, pile: list[int]) -> Iterator[Finding]:
    """Objects of which each begins before an earlier one is over."""
    if len(pile) < 2:
        return
    first, second = (kind_of(subject.objects[i]) for i in pile[:2])
    overlap = min(subject.end_times[pile[0]], subject.end_times[pile[1]]) - subject.objects[pile[1]].time
    what = f"this {first} and {second}" if len(pile) == 2 else f"these {len(pile)} objects"
    yield Finding(
        "problem",
        f"At one time: {what}.",
        end_time=subject.objects[pile[-1]].time if len(pile) > 2 else None,
        objects=tuple(pile[:MOST_SHOWN]),
        found=f"{overlap:.0f} ms of overlap" if overlap > MEETING else "at one time",
        expected="one after the other",
    )


def _closeness(subject: Subject, before: int, after: int, gap: float) -> Iterator[Finding]:
    least = _least(subject, before, after)
    if gap < least:
        names = f"this {kind_of(subject.objects[before])} and {kind_of(subject.objects[after])}"
        yield Finding(
            "warning",
            f"Only {gap:.0f} ms between {names}.",
            objects=(before, after),
            found=f"{gap:.0f} ms",
            expected=f"at least {least:.0f} ms",
        )


def _least(subject: Subject, before: int, after: int) -> float:
    if subject.mode == "mania":
        return SAME_COLUMN
    if subject.mode == "catch" or isinstance(subject.objects[after], Spinner):
        return 0.0  # fruits cannot be pressed twice; a spinner may follow at once
    return AFTER_SLIDER if isinstance(subject.objects[before], Slider) else AFTER_NOTE


CHECK = Check(
    id="concurrent-objects",
    category="Compose",
    title="Objects at the same time",
    reason="They cannot be hit one after the other, and the game scores them wrongly.",
    find=_find,
    yardstick=("MV", "LV", "RC"),
)
