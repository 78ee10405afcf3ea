"""Many findings of one cause told as one: nobody reads the same sentence forty times."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from engine.modding.check import Finding

MOST_SHOWN = 8
"""Objects selected by a finding that stands for many."""


def folded(findings: Sequence[Finding], most: int, message: str) -> Sequence[Finding]:
    """The findings, or where they are more than `most`, one that stands for all.

    Args:
        findings: of one kind, in order of time.
        most: told one by one.
        message: the sentence for all; `{count}` is how many they are.
    """
    if len(findings) <= most:
        return findings
    first = findings[0]
    objects = dict.fromkeys(i for each in findings[:MOST_SHOWN] for i in each.objects)
    return [
        replace(
            first,
            message=message.format(count=len(findings)),
            end_time=None,
            objects=tuple(objects)[:MOST_SHOWN],
            found=f"{len(findings)} times",
            key="many",
        )
    ]
