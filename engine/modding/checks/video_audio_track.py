"""Videos that bring their own sound."""

from __future__ import annotations

from collections.abc import Iterator

from engine.modding.check import Check, Finding
from engine.modding.media import video_of
from engine.modding.subject import Subject


def _find(subject: Subject) -> Iterator[Finding]:
    name = subject.beatmap.video
    file = subject.mapset.file(name) if name else None
    video = video_of(file.path) if file is not None else None
    if video is not None and video.has_sound:
        yield Finding(
            "problem",
            f"The video {name} has an audio track. Remove it.",
            found="an audio track",
            expected="pictures only",
        )


CHECK = Check(
    id="video-audio-track",
    category="Files",
    title="Sound in the video",
    reason="It is never heard and makes the file larger.",
    find=_find,
    yardstick=("MV", "LV", "RC"),
)
