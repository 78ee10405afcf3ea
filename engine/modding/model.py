"""A checkpoint as the norm: where the map is not as the checkpoint would have it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, get_args

from engine.modding.check import Check, Finding
from engine.modding.subject import Subject
from engine.protocol import Category

if TYPE_CHECKING:  # a checkpoint needs torch, which may not be installed
    from engine.mapper import Surprise

LIKELY_AN_ERROR = 100.0
"""Score from which a checkpoint is all but sure."""

AT_ONCE = 2.0
"""ms between a token's time, which is cut to whole ms, and its object's."""


def model_findings(subject: Subject, surprises: Iterable[Surprise]) -> Iterator[tuple[Check, Finding]]:
    """Suggestions of a checkpoint, with the check of their category."""
    starts = [each.time for each in subject.objects]
    for each in surprises:
        check = CHECKS.get(each.category, CHECKS["Misc"])
        expected = each.expected or "nothing more"
        yield (
            check,
            Finding(
                "warning" if each.score >= LIKELY_AN_ERROR else "minor",
                f"{each.thing}: the model expected {expected}, not {each.found}.",
                time=each.time,
                objects=_at(subject, starts, each.time),
                found=each.found,
                expected=expected,
                score=each.score,
                # a time would be another one after a section was moved
                key=f"{each.thing} {_TIME.sub('', each.found)}",
            ),
        )


_TIME = re.compile(r"\d+:\d+:\d+")


def _at(subject: Subject, starts: list[float], time: float) -> tuple[int, ...]:
    """The object that starts at a time, else the one that ends there."""
    i = bisect_left(starts, time - AT_ONCE)
    if i < len(starts) and starts[i] <= time + AT_ONCE:
        return (i,)
    if i and abs(subject.end_times[i - 1] - time) <= AT_ONCE:
        return (i - 1,)
    return ()


CHECKS: dict[str, Check] = {
    category: Check(
        id=f"model-{category.lower().replace(' ', '-')}",
        category=category,
        title="Not as the model would have it",
        reason="A model that has seen thousands of ranked maps found something else far more likely here.",
        find=lambda _: (),
        source="model",
    )
    for category in get_args(Category)
}
"""One for each category, so that one can be ignored without the others."""
