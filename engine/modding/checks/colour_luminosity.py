"""Combo colours and slider borders too dark to see, or too bright for kiai."""

from __future__ import annotations

import math
from collections.abc import Iterator

from engine.modding.check import Check, Finding
from engine.modding.subject import Subject
from engine.osu import Spinner
from engine.protocol import Severity

UNSEEN, DARK, GLARING = 30.0, 43.0, 250.0
"""Luminosity, 0 to 255."""

WEIGHTS = (0.299, 0.587, 0.114)
"""Of red, green and blue in what the eye sees (HSP model)."""

Colour = tuple[int, int, int]


def _find(subject: Subject) -> Iterator[Finding]:
    for number, colour in enumerate(subject.beatmap.combo_colours, 1):
        yield from _dark(f"Combo colour {number}", colour)
    border = _border(subject)
    if border is not None:
        yield from _dark("The slider border", border)
    for i, number in sorted(_in_kiai(subject).items()):
        light = _luminosity(subject.beatmap.combo_colours[i])
        if light > GLARING:
            yield Finding(
                "warning",
                f"Combo colour {i + 1} glares in kiai time.",
                objects=(number,),
                found=f"luminosity {light:.0f}",
                expected=f"at most {GLARING:.0f}",
                key=f"bright {i}",
            )


def _dark(name: str, colour: Colour) -> Iterator[Finding]:
    light = _luminosity(colour)
    if light < DARK:
        severity: Severity = "problem" if light < UNSEEN else "warning"
        expected = f"at least {DARK:.0f}"
        found = f"luminosity {light:.0f}"
        yield Finding(severity, f"{name} is too dark.", found=found, expected=expected, key=name)


def _luminosity(colour: Colour) -> float:
    return math.sqrt(sum(weight * part**2 for weight, part in zip(WEIGHTS, colour, strict=True)))


def _border(subject: Subject) -> Colour | None:
    parts = (subject.document.get("Colours", "SliderBorder") or "").split(",")
    try:
        red, green, blue = (int(part) for part in parts[:3])
    except ValueError:
        return None
    return red, green, blue


def _in_kiai(subject: Subject) -> dict[int, int]:
    """Colours that come in kiai time, each with its first object there."""
    count = len(subject.beatmap.combo_colours)
    seen: dict[int, int] = {}
    colour = 0
    for i, each in enumerate(subject.objects if count else ()):
        if isinstance(each, Spinner):
            continue
        if each.new_combo or i == 0:
            colour = (colour + 1 + each.combo_colour_skip) % count
        if subject.timing.kiai_at(each.time):
            seen.setdefault(colour, i)
    return seen


CHECK = Check(
    id="colour-luminosity",
    category="Settings",
    title="Colours too dark or too bright",
    reason="Dark objects vanish with dim backgrounds; bright ones flash in kiai time.",
    find=_find,
    modes=("osu", "catch"),
    yardstick=("MV", "RC"),
)
