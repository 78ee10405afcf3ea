"""What a save changed: suggestions that are new, and those that are fixed."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from engine.protocol import Report, Severity, Suggestion
from engine.protocol.report import SEVERITIES


@dataclass(frozen=True)
class Delta:
    """The difference between two reports, most important first."""

    new: tuple[Suggestion, ...] = ()
    fixed: tuple[Suggestion, ...] = ()

    def at_least(self, severity: Severity) -> Delta:
        """Only what is so grave, or graver."""
        grave = SEVERITIES[: SEVERITIES.index(severity) + 1]
        return Delta(
            tuple(each for each in self.new if each.severity in grave),
            tuple(each for each in self.fixed if each.severity in grave),
        )

    def __bool__(self) -> bool:
        return bool(self.new or self.fixed)


def compare(before: Report, after: Report) -> Delta:
    """What is new and what is fixed.

    Findings that look alike (same name up to the number) are paired: first those at the same time, then in
    order of time, so that a section that was moved as a whole changes nothing. A finding that only looks
    another way, for its objects changed, is no news; one that grew is new, and one that shrank is fixed.
    """
    old, young = _alike(before.suggestions), _alike(after.suggestions)
    new: set[str] = set()
    fixed: set[str] = set()
    for name in old.keys() | young.keys():
        gone, come = _unpaired(old[name], young[name])
        fixed.update(each.id for each in gone)
        new.update(each.id for each in come)
    appeared = [each for each in after.suggestions if each.id in new]
    vanished = [each for each in before.suggestions if each.id in fixed]
    return Delta(
        tuple(each for each in appeared if not _said_by(each, vanished)),
        tuple(each for each in vanished if not _said_by(each, appeared)),
    )


def _said_by(each: Suggestion, others: Sequence[Suggestion]) -> bool:
    """Whether the other report says as much of the same place by the same check."""
    same = [other for other in others if other.check == each.check and _one_place(other, each)]
    return (
        bool(same)
        and min(SEVERITIES.index(other.severity) for other in same) <= SEVERITIES.index(each.severity)
        and sum(len(other.objects) for other in same) >= len(each.objects)
    )


def _one_place(one: Suggestion, other: Suggestion) -> bool:
    if one.time == other.time:
        return one.time is not None
    return min(len(one.objects), len(other.objects)) > 1 and not set(one.objects).isdisjoint(other.objects)


def _alike(suggestions: Iterable[Suggestion]) -> defaultdict[str, list[Suggestion]]:
    groups: defaultdict[str, list[Suggestion]] = defaultdict(list)
    for each in suggestions:
        groups[each.id.rpartition(".")[0]].append(each)
    return groups


def _unpaired(
    old: Sequence[Suggestion], young: Sequence[Suggestion]
) -> tuple[list[Suggestion], list[Suggestion]]:
    kept = Counter(map(_time, old)) & Counter(map(_time, young))
    gone, come = _without(old, kept), _without(young, kept)
    paired = min(len(gone), len(come))
    return gone[paired:], come[paired:]


def _without(suggestions: Sequence[Suggestion], kept: Counter[float]) -> list[Suggestion]:
    """Those that are left, in order of time, when so many at each time are taken away."""
    left = Counter(kept)
    result = []
    for each in sorted(suggestions, key=_time):
        if left[_time(each)]:
            left[_time(each)] -= 1
        else:
            result.append(each)
    return result


def _time(each: Suggestion) -> float:
    return each.time if each.time is not None else -1.0
