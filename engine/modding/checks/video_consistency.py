"""Videos that differ, or start differently, within a set."""

from __future__ import annotations

from collections.abc import Iterator

from engine.modding.check import Check, Finding
from engine.modding.subject import Subject


def _find(subject: Subject) -> Iterator[Finding]:
    mine = _video(subject)
    for other in subject.peers:
        theirs = _video(other)
        if mine is None or theirs is None or mine == theirs:
            continue  # a difficulty may be without one
        name = other.beatmap.metadata.version
        what = f"starts at {mine[1]} ms" if mine[0] == theirs[0] else f"is {mine[0]}"
        said = f"{theirs[1]} ms" if mine[0] == theirs[0] else theirs[0]
        yield Finding("warning", f"The video {what}, in {name} it is {said}.", found=what, expected=said)
        return


def _video(subject: Subject) -> tuple[str, str] | None:
    """Name and start of the video."""
    for line in subject.document.section_lines("Events"):
        part = line.split(",")
        if part[0].strip() in ("1", "Video") and len(part) > 2 and subject.beatmap.video:
            return part[2].strip().strip('"').lower(), part[1].strip()
    return None


CHECK = Check(
    id="video-consistency",
    category="Files",
    title="Video differs from another difficulty",
    reason="Song and video run together the same way in every difficulty.",
    find=_find,
    yardstick=("MV",),
)
