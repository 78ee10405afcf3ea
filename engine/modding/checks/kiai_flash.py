"""Kiai time that is over before anybody sees it."""

from __future__ import annotations

from collections.abc import Iterator

from engine.modding.check import Check, Finding
from engine.modding.folding import folded
from engine.modding.grid import beat_name
from engine.modding.subject import Subject
from engine.osu import kiai_sections

SHORT = 1.0
"""Beats."""

FLICKER_IN_TAIKO = 1 / 3
"""Beats, where kiai colours the whole screen."""

ROUNDING = 2.0
"""ms by which a beat may look shorter than it is."""


FEW = 5
"""Flashes that are told one by one."""


def _find(subject: Subject) -> Iterator[Finding]:
    yield from folded(list(_flashes(subject)), FEW, "Kiai flashes {count} times for less than a beat.")


def _flashes(subject: Subject) -> Iterator[Finding]:
    for section in kiai_sections(subject.timing):
        beat = subject.timing.beat_length_at(section.start)
        length = section.end - section.start
        if length + ROUNDING < SHORT * beat:
            flicker = subject.mode == "taiko" and length <= FLICKER_IN_TAIKO * beat + ROUNDING
            yield Finding(
                "warning" if flicker else "minor",
                f"Kiai lasts only {beat_name(length / beat)} here.",
                time=section.start,
                end_time=section.end,
                found=f"{length:.0f} ms",
                expected="at least a beat",
            )


CHECK = Check(
    id="kiai-flash",
    category="Kiai",
    title="Kiai flashes",
    reason="Flicker troubles players with epilepsy and slow computers.",
    find=_find,
    yardstick=("MV", "RC"),
)
