"""Barlines left out in one difficulty and drawn in another."""

from __future__ import annotations

from collections.abc import Iterator

from engine.modding.check import Check, Finding
from engine.modding.subject import Subject


def _find(subject: Subject) -> Iterator[Finding]:
    told: set[float] = set()
    for other in subject.peers_of_mode:
        theirs = {round(red.time): red.omit_first_barline for red in other.timing.red}
        for red in subject.timing.red:
            omitted = theirs.get(round(red.time), red.omit_first_barline)
            if omitted != red.omit_first_barline and red.time not in told:
                told.add(red.time)
                name = other.beatmap.metadata.version
                yield Finding(
                    "problem",
                    f"The first barline is {_said(red.omit_first_barline)} here, in {name} {_said(omitted)}.",
                    time=red.time,
                    found=_said(red.omit_first_barline),
                    expected=f"{_said(omitted)} as in {name}",
                )


def _said(omitted: bool) -> str:
    return "omitted" if omitted else "drawn"


CHECK = Check(
    id="taiko-omitted-barlines",
    category="Timing",
    title="Barlines differ from another difficulty",
    reason="Barlines belong to the song's timing, which is one.",
    find=_find,
    modes=("taiko",),
    yardstick=("MV",),
)
