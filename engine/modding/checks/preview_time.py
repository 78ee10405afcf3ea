"""Where the song starts in song select."""

from __future__ import annotations

from collections.abc import Iterator

from engine.modding.check import Check, Finding
from engine.modding.subject import Subject

UNSET = -1
"""What the file says where there is no preview point."""


def _find(subject: Subject) -> Iterator[Finding]:
    mine = subject.beatmap.general.preview_time
    if mine == UNSET:
        message = "There is no preview point. Set one at the song's best part."
        yield Finding("warning", message, found="none", expected="a preview point", key="unset")
        return
    for other in subject.peers:
        theirs = other.beatmap.general.preview_time
        if theirs not in (UNSET, mine):
            yield Finding(
                "warning",
                f"The preview point differs from that of {other.beatmap.metadata.version}.",
                time=float(mine),
                found=f"{mine} ms",
                expected=f"{theirs} ms",
                key="differs",
            )
            return


CHECK = Check(
    id="preview-time",
    category="Timing",
    title="Preview point missing or different",
    reason="It is the first that players hear of the map, and one for the whole set.",
    find=_find,
    yardstick=("MV", "LV", "RC"),
)
