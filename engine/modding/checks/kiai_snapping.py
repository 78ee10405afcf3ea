"""Kiai time that begins or ends off the beat."""

from __future__ import annotations

import math
from collections.abc import Iterator

from engine.modding.check import Check, Finding
from engine.modding.grid import unsnapped_by
from engine.modding.subject import Subject
from engine.osu import kiai_sections

VISIBLE, VISIBLE_IN_TAIKO = 10.0, 5.0
"""ms off the beat at which a flash is seen too early or late; taiko's colours the whole screen."""

INACCURATE = 1.0
"""ms."""


def _find(subject: Subject) -> Iterator[Finding]:
    visible = VISIBLE_IN_TAIKO if subject.mode == "taiko" else VISIBLE
    for section in kiai_sections(subject.timing):
        for part, time in (("starts", section.start), ("ends", section.end)):
            off = unsnapped_by(time, subject.timing) if math.isfinite(time) else 0.0
            if abs(off) >= INACCURATE:
                grave = abs(off) >= visible and part == "starts"
                yield Finding(
                    "warning" if grave else "minor",
                    f"Kiai {part} {abs(off):.0f} ms {'late' if off > 0 else 'early'}.",
                    time=time,
                    found=f"{off:+.0f} ms",
                    expected="on a tick",
                    key=part,
                )


CHECK = Check(
    id="kiai-snapping",
    category="Kiai",
    title="Kiai off the beat",
    reason="The flash belongs to a sound of the song.",
    find=_find,
    yardstick=("MV", "RC"),
)
