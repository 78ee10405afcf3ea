"""Difficulty settings that are unusual for the level of a taiko difficulty."""

from __future__ import annotations

from collections.abc import Iterator

from engine.modding.check import Check, Finding
from engine.modding.level import Level
from engine.modding.settings_by_level import Advice, Range, unusual_settings
from engine.modding.subject import Subject

LONG, VERY_LONG = 225_000.0, 285_000.0
"""ms of drain time from which one and two steps less of HP are usual."""

OD = {Level.EASY: Range(0, 3), Level.NORMAL: Range(0, 4), Level.HARD: Range(0, 5), Level.INSANE: Range(5, 10)}

LEAST_HP = {Level.EASY: 8.0, Level.NORMAL: 7.0, Level.HARD: 6.0, Level.INSANE: 5.0, Level.EXPERT: 5.0}


def _find(subject: Subject) -> Iterator[Finding]:
    steps = (subject.drain_time >= LONG) + (subject.drain_time >= VERY_LONG)
    advice: Advice = {
        level: {
            "OD": OD.get(level, Range(5, 10)),
            "HP": Range(least - steps, 10),
        }
        for level, least in LEAST_HP.items()
    }
    yield from unusual_settings(subject, advice)


CHECK = Check(
    id="taiko-settings",
    category="Settings",
    title="Settings unusual for the level",
    reason="Players choose a difficulty by its level and expect its settings.",
    find=_find,
    modes=("taiko",),
    yardstick=("MV", "RC"),
)
