"""Difficulties that are too short to be ranked."""

from __future__ import annotations

from collections.abc import Iterator

from engine.modding.check import Check, Finding
from engine.modding.subject import Subject

SHORTEST = 30_000.0
"""ms of play without breaks."""


def _find(subject: Subject) -> Iterator[Finding]:
    if subject.objects and subject.drain_time < SHORTEST:
        yield Finding(
            "problem",
            f"Only {subject.drain_time / 1000:.0f} s are mapped, breaks left out.",
            found=f"{subject.drain_time / 1000:.1f} s",
            expected=f"at least {SHORTEST / 1000:.0f} s",
        )


CHECK = Check(
    id="drain-time",
    category="Spread",
    title="Too little to play",
    reason="A ranked difficulty has at least 30 seconds of drain time.",
    find=_find,
    yardstick=("MV", "LV", "RC"),
)
