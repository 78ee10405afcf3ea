"""Timing points with a volume the game does not play."""

from __future__ import annotations

from collections.abc import Iterator

from engine.modding.check import Check, Finding
from engine.modding.subject import Subject

QUIETEST, LOUDEST = 5, 100
"""Percent that the game plays; what is quieter or louder is taken for these."""


def _find(subject: Subject) -> Iterator[Finding]:
    for point in subject.timing.points:
        if not QUIETEST <= point.volume <= LOUDEST:
            yield Finding(
                "warning",
                f"This line's volume is {point.volume}%, which the game plays as "
                f"{min(max(point.volume, QUIETEST), LOUDEST)}%.",
                time=point.time,
                found=f"{point.volume}%",
                expected=f"{QUIETEST}% to {LOUDEST}%",
            )


CHECK = Check(
    id="line-volume",
    category="Hit Sounds",
    title="A volume out of range",
    reason="It does not sound as the number says.",
    find=_find,
    yardstick=("MV",),
)
