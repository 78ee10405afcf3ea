"""Files with nothing in them."""

from __future__ import annotations

from collections.abc import Iterator

from engine.modding.check import Check, Finding
from engine.modding.subject import Subject


def _find(subject: Subject) -> Iterator[Finding]:
    for file in subject.mapset.files:
        if file.size == 0:
            yield Finding(
                "problem",
                f"{file.name} is empty.",
                found="0 bytes",
                expected="some content, or no file",
                key=file.name,
            )


CHECK = Check(
    id="zero-byte-files",
    category="Files",
    title="Empty files",
    reason="An empty file keeps the others from being uploaded.",
    find=_find,
    yardstick=("MV", "LV", "RC"),
)
