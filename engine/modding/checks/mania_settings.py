"""Difficulty settings that are unusual for the level of a mania difficulty."""

from __future__ import annotations

from collections.abc import Iterator

from engine.modding.check import Check, Finding
from engine.modding.level import Level
from engine.modding.settings_by_level import Advice, Range, unusual_settings
from engine.modding.subject import Subject

ADVICE: Advice = {
    Level.EASY: {"OD": Range(0, 7), "HP": Range(0, 7)},
    Level.NORMAL: {"OD": Range(0, 7.5), "HP": Range(0, 7.5)},
    Level.HARD: {"OD": Range(0, 8), "HP": Range(0, 8)},
}


def _find(subject: Subject) -> Iterator[Finding]:
    yield from unusual_settings(subject, ADVICE)


CHECK = Check(
    id="mania-settings",
    category="Settings",
    title="Settings unusual for the level",
    reason="Players choose a difficulty by its level and expect its settings.",
    find=_find,
    modes=("mania",),
    yardstick=("MV", "RC"),
)
