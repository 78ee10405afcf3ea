"""Letters beyond ASCII where the game needs plain ones."""

from __future__ import annotations

from collections.abc import Iterator

from engine.modding.check import Check, Finding
from engine.modding.subject import Subject
from engine.protocol import Severity


def _find(subject: Subject) -> Iterator[Finding]:
    metadata = subject.beatmap.metadata
    for field, value in (
        ("Title", metadata.title),
        ("Artist", metadata.artist),
        ("Creator", metadata.creator),
    ):
        yield from _field("problem", field, value)
    yield from _field("warning", "The difficulty's name", metadata.version)


def _field(severity: Severity, field: str, value: str) -> Iterator[Finding]:
    odd = "".join(dict.fromkeys(letter for letter in value if not letter.isascii()))
    if odd:
        yield Finding(
            severity,
            f"{field} has letters that are not romanised: {odd}",
            found=value,
            expected="plain letters; the original belongs into the Unicode fields",
            key=field,
        )


CHECK = Check(
    id="romanisation",
    category="Metadata",
    title="Letters that are not romanised",
    reason="File names and search rely on plain letters.",
    find=_find,
    yardstick=("MV", "LV", "RC"),
)
