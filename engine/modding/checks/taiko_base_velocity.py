"""Base slider velocity of taiko difficulties: 1.4, or at least in one direction."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from engine.modding.check import Check, Finding
from engine.modding.subject import Subject

USUAL = 1.4
"""Base velocity that shows the right number of notes."""

SAME = 0.005


def _find(subject: Subject) -> Iterator[Finding]:
    everyone = sorted((subject, *subject.peers_of_mode), key=lambda each: (each.level, each.stars))
    values = [each.beatmap.difficulty.slider_multiplier for each in everyone]
    mine = subject.beatmap.difficulty.slider_multiplier
    if abs(mine - USUAL) > SAME and len({round(value, 2) for value in values}) == 1:
        yield Finding(
            "minor",
            f"The base slider velocity is {mine:.2f}.",
            found=f"{mine:.2f}",
            expected=f"{USUAL:.2f}",
            key="usual",
        )
    steps = [b - a for a, b in itertools.pairwise(values)]
    rising, falling = sum(step > SAME for step in steps), sum(step < -SAME for step in steps)
    if not rising or not falling:
        return
    place = next(i for i, each in enumerate(everyone) if each is subject)
    against = steps[place - 1] < -SAME if rising >= falling else steps[place - 1] > SAME
    if place > 0 and against:
        name = everyone[place - 1].beatmap.metadata.version
        yield Finding(
            "warning",
            f"The base slider velocity is {mine:.2f}, in the easier {name} {values[place - 1]:.2f}.",
            found=f"{mine:.2f}",
            expected="one direction from the easiest to the hardest difficulty",
            key="order",
        )


CHECK = Check(
    id="taiko-base-velocity",
    category="Scroll Speeds",
    title="Unusual base velocity",
    reason="It sets how many notes are seen at once; players expect 1.4 or a clear progression.",
    find=_find,
    modes=("taiko",),
    yardstick=("MV", "RC"),
)
