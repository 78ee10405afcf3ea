"""Short hyperdashes after which the catcher must turn back."""

from __future__ import annotations

from collections.abc import Iterator

from engine.modding.catch_path import Fall, is_higher_snapped
from engine.modding.check import Check, Finding
from engine.modding.level import Level
from engine.modding.subject import Subject

FREE = 10.0 / 50.0
"""Px a ms that the way back may have without being one."""


def _find(subject: Subject) -> Iterator[Finding]:
    if subject.level is not Level.HARD:
        return
    falls = subject.falls
    for first, second, third in zip(falls, falls[1:], falls[2:], strict=False):
        if first.hyper and is_higher_snapped(first, subject.level) and _turns(first, second, third):
            yield Finding(
                "warning",
                f"After a hyperdash of {first.gap:.0f} ms the way goes back.",
                time=first.time,
                objects=tuple(dict.fromkeys((first.index, second.index, third.index))),
                found="against the flow",
                expected="on in the same direction, or slower",
            )


def _turns(first: Fall, second: Fall, third: Fall) -> bool:
    distance = abs(third.x - second.x)
    return second.way not in (0, first.way) and not second.hyper and distance > FREE * second.gap


CHECK = Check(
    id="catch-hyperdash-antiflow",
    category="Compose",
    title="Turning back after a short hyperdash",
    reason="The catcher is still flying when it has to turn.",
    find=_find,
    modes=("catch",),
    yardstick=("MV", "RC"),
)
