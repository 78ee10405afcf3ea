"""Songs in formats that cannot be ranked."""

from __future__ import annotations

from collections.abc import Iterator

from engine.modding.check import Check, Finding
from engine.modding.media import audio_of
from engine.modding.subject import Subject

GOOD = ("mp3", "ogg")
"""Formats, as the file should also be called."""


def _find(subject: Subject) -> Iterator[Finding]:
    name = subject.beatmap.general.audio_filename
    file = subject.mapset.file(name)
    audio = audio_of(file.path) if file is not None else None
    if audio is None:
        return
    suffix = name.lower().rpartition(".")[2]
    if audio.format not in GOOD or (audio.format == "ogg" and audio.codec != "vorbis"):
        yield Finding(
            "problem",
            f"The song {name} is {audio.codec} in {audio.format}; it must be mp3 or Ogg Vorbis.",
            found=f"{audio.format}, {audio.codec}",
            expected="mp3 or ogg",
            key="format",
        )
    elif suffix != audio.format:
        yield Finding(
            "warning",
            f"The song {name} is in truth {audio.format}.",
            found=f".{suffix}",
            expected=f".{audio.format}",
            key="suffix",
        )


CHECK = Check(
    id="song-format",
    category="Audio",
    title="Song neither mp3 nor ogg",
    reason="The game plays only mp3 and ogg for everybody.",
    find=_find,
    yardstick=("MV", "LV", "RC"),
)
