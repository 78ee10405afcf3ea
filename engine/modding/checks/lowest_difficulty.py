"""Sets that need an easier difficulty for the length of their song."""

from __future__ import annotations

from collections.abc import Iterator

from engine.modding.check import Check, Finding
from engine.modding.columns import keys_of
from engine.modding.level import Level
from engine.modding.subject import Subject
from engine.protocol import Mode

SHORTEST = {Level.HARD: 150.0, Level.INSANE: 195.0, Level.EXPERT: 240.0}
"""Seconds of play from which a set may begin with this level."""

SHORTEST_IN_TAIKO = {Level.HARD: 210.0, Level.INSANE: 255.0, Level.EXPERT: 300.0}

BREAKS_OF_HARDEST = 30_000.0
"""ms of breaks that count as play in a mode's hardest difficulty."""

ENOUGH = {Level.HARD: 4, Level.INSANE: 3, Level.EXPERT: 2}
"""Difficulties of a proper spread that may begin higher in catch and mania."""

SPREADS: tuple[Mode, ...] = ("catch", "mania")


def _find(subject: Subject) -> Iterator[Finding]:
    if not subject.mapset.files and not subject.mapset.others:
        return  # nobody told what else there is
    everyone = [
        each
        for each in (subject, *subject.peers_of_mode)
        if each.objects and (subject.mode != "mania" or keys_of(each) == keys_of(subject))
    ]
    if not everyone or any(each.level < subject.level for each in everyone):
        return
    level = min(subject.level, Level.EXPERT)
    needed = (SHORTEST_IN_TAIKO if subject.mode == "taiko" else SHORTEST).get(level)
    if needed is None or (subject.mode in SPREADS and len(everyone) >= ENOUGH[level]):
        return
    hardest = max(everyone, key=lambda each: (each.level, each.stars))
    shortest = min(_counted(each, is_hardest=each is hardest) for each in everyone) / 1000
    if shortest < needed:
        yield Finding(
            "problem",
            f"The set begins with {level.name.capitalize()}, but only {_clock(shortest)} are played. "
            "It needs an easier difficulty.",
            found=_clock(shortest),
            expected=f"at least {_clock(needed)}, or an easier difficulty",
        )


def _counted(each: Subject, *, is_hardest: bool) -> float:
    breaks = each.play_time - each.drain_time
    return each.drain_time + (min(breaks, BREAKS_OF_HARDEST) if is_hardest else breaks)


def _clock(seconds: float) -> str:
    return f"{int(seconds) // 60}:{int(seconds) % 60:02}"


CHECK = Check(
    id="lowest-difficulty",
    category="Spread",
    title="The spread begins too high",
    reason="Short songs need difficulties for newcomers; only long ones may begin higher.",
    find=_find,
    by_level=True,
    yardstick=("MV", "LV", "RC"),
)
