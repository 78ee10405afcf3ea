"""Difficulty settings that are unusual for the level of an osu! difficulty."""

from __future__ import annotations

from collections.abc import Iterator

from engine.modding.check import Check, Finding
from engine.modding.level import Level
from engine.modding.settings_by_level import Advice, Range, unusual_settings
from engine.modding.subject import Subject

ADVICE: Advice = {
    Level.EASY: {"AR": Range(0, 5), "OD": Range(1, 3), "HP": Range(1, 3), "CS": Range(0, 4)},
    Level.NORMAL: {"AR": Range(4, 6), "OD": Range(3, 5), "HP": Range(3, 5), "CS": Range(0, 5)},
    Level.HARD: {"AR": Range(6, 8), "OD": Range(5, 7), "HP": Range(4, 6), "CS": Range(0, 6)},
    Level.INSANE: {"AR": Range(7, 9.3), "OD": Range(7, 9), "HP": Range(5, 8), "CS": Range(0, 7)},
    Level.EXPERT: {"AR": Range(8, 10), "OD": Range(8, 10), "HP": Range(5, 10), "CS": Range(0, 7)},
}


def _find(subject: Subject) -> Iterator[Finding]:
    yield from unusual_settings(subject, ADVICE)


CHECK = Check(
    id="osu-settings",
    category="Settings",
    title="Settings unusual for the level",
    reason="Players choose a difficulty by its level and expect its settings.",
    find=_find,
    modes=("osu",),
    yardstick=("MV", "RC"),
)
