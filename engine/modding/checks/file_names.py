"""Names of files that keep a set from being updated or unpacked."""

from __future__ import annotations

from collections.abc import Iterator

from engine.modding.check import Check, Finding
from engine.modding.subject import Subject
from engine.osu import file_name

LONGEST = 130
"""Characters; longer ones do not unpack for some players."""


def _find(subject: Subject) -> Iterator[Finding]:
    if not subject.mapset.files:
        return
    expected = file_name(subject.beatmap.metadata)
    if subject.mapset.file(expected) is None:
        yield Finding(
            "warning",
            f"The file should be called {expected}. Saving it in the editor mends it.",
            found="another name",
            expected=expected,
            key="this",
        )
    for file in subject.mapset.files:
        if len(file.name.rpartition("/")[2]) > LONGEST:
            yield Finding(
                "warning",
                f"{file.name[:40]}... has a name of {len(file.name)} characters.",
                found=f"{len(file.name)} characters",
                expected=f"at most {LONGEST}",
                key=file.name,
            )


CHECK = Check(
    id="file-names",
    category="Files",
    title="File names that the game would not give",
    reason="The game updates a difficulty only under the name it would give it.",
    find=_find,
    yardstick=("MV",),
)
