"""Difficulty settings that the editor could not have set."""

from __future__ import annotations

import math
from collections.abc import Iterator

from engine.modding.check import Check, Finding
from engine.modding.subject import Subject

KEYS = ("HPDrainRate", "CircleSize", "OverallDifficulty", "ApproachRate")

LEAST, MOST = 0.0, 10.0

DECIMALS = 1
"""That the editor offers."""

CRUMBS = 1e-4
"""Old versions of the game wrote 6.99999 for 7."""


def _find(subject: Subject) -> Iterator[Finding]:
    for key in KEYS:
        text = subject.document.get("Difficulty", key)
        if text is None or (subject.mode == "mania" and key == "CircleSize"):
            continue  # the number of keys has its own check
        try:
            value = float(text)
        except ValueError:
            value = math.nan
        if not LEAST <= value <= MOST:
            yield Finding(
                "problem",
                f"{key} is {text}.",
                found=text[:20],
                expected=f"{LEAST:.0f} to {MOST:.0f}",
                key=key,
            )
        elif abs(value - round(value, DECIMALS)) > CRUMBS:
            yield Finding(
                "problem",
                f"{key} is {text}: more decimals than the editor offers.",
                found=text[:20],
                expected=f"{value:.{DECIMALS}f}",
                key=key,
            )


CHECK = Check(
    id="difficulty-settings",
    category="Settings",
    title="Settings out of range",
    reason="HP, CS, OD and AR go from 0 to 10 in steps of 0.1.",
    find=_find,
    yardstick=("MV", "LV", "RC"),
)
