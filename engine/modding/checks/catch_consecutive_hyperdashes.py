"""More hyperdashes in a row than the level allows."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass

from engine.modding.catch_path import Fall, is_higher_snapped
from engine.modding.check import Check, Finding
from engine.modding.level import Level
from engine.modding.subject import Subject


@dataclass(frozen=True, slots=True)
class _Most:
    """Hyperdashes in a row: basic ones, short ones, basic ones within a slider."""

    basic: int
    short: int
    in_slider: int


MOST = {Level.HARD: _Most(2, 1, 2), Level.INSANE: _Most(4, 1, 2)}

WITHIN = ("slider start", "droplet", "slider repeat")
"""Parts from which a hyperdash stays within its slider."""


def _find(subject: Subject) -> Iterator[Finding]:
    most = MOST.get(subject.level)
    if most is None:
        return
    for hyper, group in itertools.groupby(subject.falls, key=lambda fall: fall.hyper):
        chain = list(group)
        if not hyper:
            continue
        kind, allowed = _limit(chain, most, subject.level)
        if len(chain) > allowed:
            yield Finding(
                "problem",
                f"{len(chain)} {kind} in a row.",
                time=chain[0].time,
                end_time=chain[-1].time,
                objects=tuple(dict.fromkeys(fall.index for fall in chain)),
                found=f"{len(chain)}",
                expected=f"at most {allowed}",
            )


def _limit(chain: list[Fall], most: _Most, level: Level) -> tuple[str, int]:
    if any(is_higher_snapped(fall, level) for fall in chain):
        return "hyperdashes with a short one among them", most.short
    if any(fall.part in WITHIN for fall in chain):
        return "hyperdashes within a slider", most.in_slider
    return "hyperdashes", most.basic


CHECK = Check(
    id="catch-consecutive-hyperdashes",
    category="Compose",
    title="Many hyperdashes in a row",
    reason="Chains of hyperdashes belong to higher levels.",
    find=_find,
    modes=("catch",),
    by_level=True,
    yardstick=("MV", "RC"),
)
