"""Hitsounds in formats that come late or do not play."""

from __future__ import annotations

from collections.abc import Iterator

from engine.modding.check import Check, Finding
from engine.modding.hitsound_files import hitsound_files
from engine.modding.subject import Subject

GOOD = ("wav", "ogg")
"""Formats, as their files should also be called."""


def _find(subject: Subject) -> Iterator[Finding]:
    for each in hitsound_files(subject):
        audio = each.audio
        if audio is None:
            continue
        name, suffix = each.file.name, each.file.name.lower().rpartition(".")[2]
        if audio.format == "mp3":
            if each.clicked is not None:
                yield Finding(
                    "problem",
                    f"{name} is mp3, which begins with silence. Convert it to wav or ogg.",
                    found="mp3",
                    expected="wav or ogg",
                    key=name,
                )
        elif audio.format not in GOOD:
            yield Finding(
                "warning",
                f"{name} is of the format {audio.format}, which not every player hears.",
                found=audio.format,
                expected="wav or ogg",
                key=name,
            )
        elif suffix != audio.format:
            yield Finding(
                "warning",
                f"{name} is in truth {audio.format}.",
                found=f".{suffix}",
                expected=f".{audio.format}",
                key=name,
            )


CHECK = Check(
    id="hitsound-format",
    category="Hit Sounds",
    title="Hitsounds neither wav nor ogg",
    reason="mp3 begins late by design; other formats may not play at all.",
    find=_find,
    yardstick=("MV", "LV", "RC"),
)
