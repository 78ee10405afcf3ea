"""Hitsounds so short that they may not play."""

from __future__ import annotations

from collections.abc import Iterator

from engine.modding.check import Check, Finding
from engine.modding.hitsound_files import hitsound_files
from engine.modding.subject import Subject

SHORTEST = 25.0
"""ms."""

ROUNDING = 0.1
"""ms: a whole number of samples is seldom one of ms."""


def _find(subject: Subject) -> Iterator[Finding]:
    for each in hitsound_files(subject):
        samples = each.samples
        # without any sample it is the usual silent file, and meant so
        if samples is not None and 0 < samples.duration < SHORTEST - ROUNDING:
            yield Finding(
                "warning",
                f"{each.file.name} lasts only {samples.duration:.0f} ms.",
                found=f"{samples.duration:.0f} ms",
                expected=f"at least {SHORTEST:.0f} ms, or a silent file of 44 bytes",
                key=each.file.name,
            )


CHECK = Check(
    id="hitsound-length",
    category="Hit Sounds",
    title="Very short hitsounds",
    reason="Some sound cards swallow them.",
    find=_find,
    yardstick=("MV", "LV", "RC"),
)
