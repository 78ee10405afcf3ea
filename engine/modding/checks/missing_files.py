"""Files that the map names and the set does not have."""

from __future__ import annotations

from collections.abc import Iterator

from engine.modding.check import Check, Finding
from engine.modding.subject import Subject


def _find(subject: Subject) -> Iterator[Finding]:
    if not subject.mapset.files:
        return
    beatmap = subject.beatmap
    named = (
        ("song", beatmap.general.audio_filename),
        ("background", beatmap.background),
        ("video", beatmap.video),
    )
    for what, name in named:
        if what == "song" and not name:
            yield Finding("problem", "No song is named.", expected="AudioFilename: a file", key=what)
        elif name and subject.mapset.file(name) is None:
            yield Finding(
                "problem",
                f"The {what} {name} is not in the mapset.",
                found="no such file",
                expected=name,
                key=what,
            )


CHECK = Check(
    id="missing-files",
    category="Files",
    title="Missing files",
    reason="What is not in the folder is not uploaded, and nobody sees or hears it.",
    find=_find,
    yardstick=("MV", "LV", "RC"),
)
