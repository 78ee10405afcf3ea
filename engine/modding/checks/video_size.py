"""Videos with more pixels than may be ranked."""

from __future__ import annotations

from collections.abc import Iterator

from engine.modding.check import Check, Finding
from engine.modding.media import video_of
from engine.modding.subject import Subject

WIDEST, HIGHEST = 1280, 720
"""px."""


def _find(subject: Subject) -> Iterator[Finding]:
    name = subject.beatmap.video
    file = subject.mapset.file(name) if name else None
    video = video_of(file.path) if file is not None else None
    if video is not None and (video.width > WIDEST or video.height > HIGHEST):
        found = f"{video.width} x {video.height}"
        yield Finding(
            "problem", f"The video is {found}.", found=found, expected=f"at most {WIDEST} x {HIGHEST}"
        )


CHECK = Check(
    id="video-size",
    category="Files",
    title="Video too large",
    reason="A larger video is slow to play and to download.",
    find=_find,
    yardstick=("MV", "LV", "RC"),
)
