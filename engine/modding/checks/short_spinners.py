"""Spinners that Auto cannot earn 1000 bonus points on."""

from __future__ import annotations

from collections.abc import Iterator

from engine.modding.check import Check, Finding
from engine.modding.subject import Subject
from engine.osu import Spinner

IMPOSSIBLE, DOUBTFUL = 450.0, 500.0
"""ms at OD 5: below the first Auto never makes it, below the second only at times."""

IMPOSSIBLE_PER_OD, DOUBTFUL_PER_OD = 17.0, 20.0
"""ms more for each step of OD above 5, less below."""

DOUBTFUL_PER_OD_BELOW = 21.8


def _find(subject: Subject) -> Iterator[Finding]:
    steps = subject.beatmap.difficulty.overall_difficulty - 5
    impossible = IMPOSSIBLE + IMPOSSIBLE_PER_OD * steps
    doubtful = DOUBTFUL + (DOUBTFUL_PER_OD if steps > 0 else DOUBTFUL_PER_OD_BELOW) * steps
    for i, each in enumerate(subject.objects):
        if not isinstance(each, Spinner):
            continue
        length = each.end_time - each.time
        if length < doubtful:
            never = length < impossible
            yield Finding(
                "problem" if never else "warning",
                f"Auto {'cannot' if never else 'may not'} get 1000 bonus points on this spinner.",
                objects=(i,),
                found=f"{length:.0f} ms",
                expected=f"at least {doubtful:.0f} ms",
            )


CHECK = Check(
    id="short-spinners",
    category="Compose",
    title="Very short spinners",
    reason="There must be time to spin at all.",
    find=_find,
    modes=("osu",),
    yardstick=("MV", "LV", "RC"),
)
