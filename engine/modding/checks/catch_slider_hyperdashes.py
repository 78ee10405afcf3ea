"""Hyperdashes on droplets and slider repeats."""

from __future__ import annotations

from collections.abc import Iterator

from engine.modding.catch_path import is_higher_snapped
from engine.modding.check import Check, Finding
from engine.modding.level import Level
from engine.modding.subject import Subject

WITHIN = ("droplet", "slider repeat")

WITHIN_WHEN_SHORT = ("slider start", "droplet", "slider repeat")
"""Where Rain allows no short hyperdash."""


def _find(subject: Subject) -> Iterator[Finding]:
    level = subject.level
    if level not in (Level.HARD, Level.INSANE):
        return
    for fall in subject.falls:
        if not fall.hyper:
            continue
        short = level is Level.INSANE and is_higher_snapped(fall, level) and fall.part in WITHIN_WHEN_SHORT
        if short or fall.part in WITHIN:
            yield Finding(
                "problem" if short or level is Level.HARD else "warning",
                f"A {'short ' if short else ''}hyperdash begins on this {fall.part}.",
                time=fall.time,
                objects=(fall.index,),
                found=f"a hyperdash on a {fall.part}",
                expected="hyperdashes on fruits and slider ends",
                key=fall.part,
            )


CHECK = Check(
    id="catch-slider-hyperdashes",
    category="Compose",
    title="Hyperdashes within sliders",
    reason="The player follows the slider and does not expect to be thrown off it.",
    find=_find,
    modes=("catch",),
    by_level=True,
    yardstick=("MV", "RC"),
)
