"""Backgrounds that taiko difficulties place differently."""

from __future__ import annotations

from collections.abc import Iterator

from engine.modding.check import Check, Finding
from engine.modding.subject import Subject

Offset = tuple[str, str]


def _find(subject: Subject) -> Iterator[Finding]:
    mine = _offset(subject)
    if mine is None:
        return
    if mine[0] not in ("0", ""):
        yield Finding(
            "warning",
            f"The background is moved sideways by {mine[0]} px, which leaves a gap.",
            found=f"x {mine[0]}",
            expected="x 0",
            key="sideways",
        )
    for other in subject.peers_of_mode:
        theirs = _offset(other)
        same_picture = other.beatmap.background.lower() == subject.beatmap.background.lower()
        if theirs is not None and same_picture and theirs != mine:
            name = other.beatmap.metadata.version
            yield Finding(
                "warning",
                f"The background lies elsewhere than in {name}.",
                found=f"{mine[0]},{mine[1]}",
                expected=f"{theirs[0]},{theirs[1]}",
                key="differs",
            )
            return


def _offset(subject: Subject) -> Offset | None:
    """The last two fields of the background's line."""
    for line in subject.document.section_lines("Events"):
        part = [each.strip() for each in line.split(",")]
        if part[0] in ("0", "Background") and len(part) > 4:
            return part[3], part[4]
    return None


CHECK = Check(
    id="taiko-background-offset",
    category="Files",
    title="Background moved",
    reason="The playfield covers half of it; the part that is seen should be the same in the set.",
    find=_find,
    modes=("taiko",),
    yardstick=("MV", "RC"),
)
