"""Maps that leave the colours of combos to the skin."""

from __future__ import annotations

from collections.abc import Iterator

from engine.modding.check import Check, Finding
from engine.modding.subject import Subject

LEAST = 2
"""Colours."""


def _find(subject: Subject) -> Iterator[Finding]:
    colours = subject.beatmap.combo_colours
    forced = (subject.document.get("General", "SkinPreference") or "").strip().lower() == "default"
    if len(colours) < LEAST and not forced:
        yield Finding(
            "warning",
            f"{'Only one combo colour is' if colours else 'No combo colours are'} set.",
            found=f"{len(colours)} colours",
            expected=f"at least {LEAST}",
        )


CHECK = Check(
    id="default-colours",
    category="Settings",
    title="No combo colours",
    reason="The player's own colours may vanish in front of the background.",
    find=_find,
    modes=("osu", "catch"),
    yardstick=("MV", "RC"),
)
