"""Settings that the ranking criteria advise for each level."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from engine.modding.check import Finding
from engine.modding.level import Level
from engine.modding.subject import Subject

FAR = 1.0
"""Steps of a setting beyond its range that are more than taste."""

ROUNDING = 1e-3


@dataclass(frozen=True, slots=True)
class Range:
    """What a setting may be.

    Attributes:
        least: included.
        most: included.
    """

    least: float = 0.0
    most: float = 10.0

    def beyond(self, value: float) -> float:
        """How far a value is outside."""
        return max(self.least - value, value - self.most, 0.0)

    def __str__(self) -> str:
        if self.least <= 0:
            return f"at most {self.most:g}"
        if self.most >= 10:
            return f"at least {self.least:g}"
        return f"{self.least:g} to {self.most:g}"


Advice = Mapping[Level, Mapping[str, Range]]
"""By level and by the setting's short name: AR, OD, HP, CS."""


def unusual_settings(subject: Subject, advice: Advice) -> Iterator[Finding]:
    """Settings outside of what is advised for the map's level."""
    settings = subject.beatmap.difficulty
    values = {
        "AR": settings.approach_rate,
        "OD": settings.overall_difficulty,
        "HP": settings.hp_drain_rate,
        "CS": settings.circle_size,
    }
    level = min(subject.level, Level.EXPERT)
    for name, allowed in advice.get(level, {}).items():
        off = allowed.beyond(values[name])
        if off > ROUNDING and math.isfinite(off):
            yield Finding(
                "warning" if off > FAR else "minor",
                f"{name} {values[name]:g} is unusual for this level.",
                found=f"{name} {values[name]:g}",
                expected=f"{name} {allowed}",
                score=5.0 + 5.0 * min(off, 3.0) if off > FAR else None,
                key=name,
            )
