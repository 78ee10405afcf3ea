"""Kiai times that differ between the taiko difficulties of a set."""

from __future__ import annotations

from collections.abc import Iterator

from engine.modding.check import Check, Finding
from engine.modding.subject import Subject
from engine.osu import Kiai, kiai_sections

SAME = 2.0
"""ms."""


def _find(subject: Subject) -> Iterator[Finding]:
    mine = kiai_sections(subject.timing)
    for other in subject.peers_of_mode:
        theirs = kiai_sections(other.timing)
        unlike = next((each for each in mine if not _there(each, theirs)), None)
        if unlike is None and len(mine) == len(theirs):
            continue
        missing = next((each for each in theirs if not _there(each, mine)), None)
        name = other.beatmap.metadata.version
        time = unlike.start if unlike is not None else missing.start if missing is not None else None
        yield Finding(
            "warning",
            f"Kiai is not where it is in {name}.",
            time=time,
            found=f"{len(mine)} sections",
            expected=f"{len(theirs)} sections as in {name}",
        )
        return


def _there(kiai: Kiai, sections: list[Kiai]) -> bool:
    return any(
        abs(each.start - kiai.start) <= SAME and (each.end == kiai.end or abs(each.end - kiai.end) <= SAME)
        for each in sections
    )


CHECK = Check(
    id="taiko-kiai-consistency",
    category="Kiai",
    title="Kiai differs from another difficulty",
    reason="Kiai marks a part of the song, not of a difficulty.",
    find=_find,
    modes=("taiko",),
    yardstick=("MV",),
)
