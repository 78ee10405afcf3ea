"""Difficulties whose score or combo does not fit the game's counters."""

from __future__ import annotations

import math
from collections.abc import Iterator

from engine.modding.check import Check, Finding
from engine.modding.subject import Subject
from engine.osu import Circle, Slider
from engine.osu.sliders import SliderTiming

MOST_SCORE = 2**31 - 1
"""The counter of a score is a signed 32-bit number."""

MOST_COMBO = 2**16 - 1

HARDEST_MODS = 1.06 * 1.06 * 1.12 * 1.12
"""Score multiplier of Hidden, Hard Rock, Double Time and Flashlight together."""


def _find(subject: Subject) -> Iterator[Finding]:
    score, combo = _best(subject)
    if combo > MOST_COMBO:
        yield Finding(
            "problem",
            f"The longest combo is {combo:,}; the game counts to {MOST_COMBO:,}.",
            found=f"{combo:,}",
            expected=f"at most {MOST_COMBO:,}",
            key="combo",
        )
    if subject.mode == "osu" and score > MOST_SCORE:
        yield Finding(
            "problem",
            f"A perfect play with all mods scores {score:,.0f}; the game counts to {MOST_SCORE:,}.",
            found=f"{score:,.0f}",
            expected=f"at most {MOST_SCORE:,}",
            key="score",
        )


def _best(subject: Subject) -> tuple[float, int]:
    """Score of a perfect play with the hardest mods, and its combo (ScoreV1, spinner bonus left out)."""
    per_combo = 300 / 25 * _multiplier(subject) * HARDEST_MODS
    score, combo = 0.0, 0
    for i, each in enumerate(subject.objects):
        if isinstance(each, Slider):
            ticks = _ticks(subject.slider_timings[i])
            # head, repeats and tail give 30 each, ticks 10, without regard to the combo
            score += 30 * (each.slides + 1) + 10 * ticks * each.slides
            combo += each.slides + 1 + ticks * each.slides
        elif isinstance(each, Circle) or subject.mode != "catch":
            combo += 1
        score += 300 + per_combo * max(0, combo - 2)
    return score, combo


def _ticks(timing: SliderTiming) -> int:
    """Of one span."""
    if not 0 < timing.tick_distance < math.inf:
        return 0
    return max(0, math.ceil(timing.path.length / timing.tick_distance - 1e-3) - 1)


def _multiplier(subject: Subject) -> int:
    """What the settings and the density make of each combo."""
    settings = subject.beatmap.difficulty
    seconds = max(1.0, subject.drain_time / 1000)
    density = min(16.0, max(0.0, len(subject.objects) / seconds * 8))
    total = settings.hp_drain_rate + settings.circle_size + settings.overall_difficulty
    return round((total + density) / 38 * 5)


CHECK = Check(
    id="score-overflow",
    category="Settings",
    title="Score beyond the counter",
    reason="A score that does not fit cannot be submitted.",
    find=_find,
    yardstick=("MV",),
)
