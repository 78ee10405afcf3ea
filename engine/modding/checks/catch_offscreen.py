"""Fruits beyond the border of the playfield."""

from __future__ import annotations

from collections.abc import Iterator

from engine.modding.check import Check, Finding
from engine.modding.subject import Subject

LEFT, RIGHT = 0.0, 512.0
"""px."""

LENIENCY = 1.0
"""px by which a curve may be off."""


def _find(subject: Subject) -> Iterator[Finding]:
    for fall in subject.falls:
        if not LEFT - LENIENCY <= fall.x <= RIGHT + LENIENCY:
            yield Finding(
                "problem",
                f"This {fall.part} is off the playfield.",
                time=fall.time,
                objects=(fall.index,),
                found=f"x {fall.x:.0f}",
                expected=f"x {LEFT:.0f} to {RIGHT:.0f}",
                key=fall.part,
            )


CHECK = Check(
    id="catch-offscreen",
    category="Compose",
    title="Fruits off the playfield",
    reason="The catcher cannot go there.",
    find=_find,
    modes=("catch",),
    yardstick=("RC",),
)
