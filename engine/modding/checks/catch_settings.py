"""Difficulty settings that are unusual for the level of a catch difficulty."""

from __future__ import annotations

from collections.abc import Iterator

from engine.modding.check import Check, Finding
from engine.modding.level import Level
from engine.modding.settings_by_level import Advice, Range, unusual_settings
from engine.modding.subject import Subject

ADVICE: Advice = {
    Level.EASY: {"AR": Range(0, 6), "HP": Range(2, 3), "CS": Range(0, 2.5)},
    Level.NORMAL: {"AR": Range(0, 7), "HP": Range(3, 4), "CS": Range(0, 3)},
    Level.HARD: {"AR": Range(0, 8), "HP": Range(4, 5), "CS": Range(0, 3.5)},
    Level.INSANE: {"AR": Range(0, 9), "HP": Range(5, 6), "CS": Range(0, 4)},
    Level.EXPERT: {"AR": Range(9, 10), "HP": Range(5, 10), "CS": Range(4, 10)},
}

SAME = 1e-3


def _find(subject: Subject) -> Iterator[Finding]:
    yield from unusual_settings(subject, ADVICE)
    settings = subject.beatmap.difficulty
    if abs(settings.overall_difficulty - settings.approach_rate) > SAME:
        yield Finding(
            "minor",
            f"OD {settings.overall_difficulty:g} is not AR {settings.approach_rate:g}, as it is in catch.",
            found=f"OD {settings.overall_difficulty:g}",
            expected=f"OD {settings.approach_rate:g}",
            key="OD",
        )


CHECK = Check(
    id="catch-settings",
    category="Settings",
    title="Settings unusual for the level",
    reason="Players choose a difficulty by its level and expect its settings.",
    find=_find,
    modes=("catch",),
    yardstick=("MV", "RC"),
)
