"""Audio of too high or too low quality."""

from __future__ import annotations

from collections.abc import Iterator

from engine.modding.check import Check, Finding
from engine.modding.hitsound_files import hitsound_files
from engine.modding.media import Audio, audio_of
from engine.modding.subject import Subject

LOWEST, HIGHEST, HIGHEST_OGG = 128.0, 192.0, 208.0
"""kbps on average."""

ROUNDING = 1.0
"""kbps by which the average may be off."""


def _find(subject: Subject) -> Iterator[Finding]:
    file = subject.mapset.file(subject.beatmap.general.audio_filename)
    audio = audio_of(file.path) if file is not None else None
    if file is not None and audio is not None and 0 < audio.bitrate < LOWEST - ROUNDING:
        yield Finding(
            "problem",
            f"The song has {audio.bitrate:.0f} kbps. Look for a better source; never convert upwards.",
            found=f"{audio.bitrate:.0f} kbps",
            expected=f"{LOWEST:.0f} to {_highest(audio):.0f} kbps",
            key="low",
        )
    named = [(file.name, audio)] if file is not None and audio is not None else []
    # raw waves are as large as they are; only compressed samples are compressed too little
    samples = [(each.file.name, each.audio) for each in hitsound_files(subject)]
    named += [(name, sample) for name, sample in samples if sample is not None and sample.format == "ogg"]
    for name, each in named:
        if each.format in ("mp3", "ogg") and each.bitrate > _highest(each) + ROUNDING:
            yield Finding(
                "problem",
                f"{name} has {each.bitrate:.0f} kbps.",
                found=f"{each.bitrate:.0f} kbps",
                expected=f"at most {_highest(each):.0f} kbps",
                key=name,
            )


def _highest(audio: Audio) -> float:
    return HIGHEST_OGG if audio.format == "ogg" else HIGHEST


CHECK = Check(
    id="audio-bitrate",
    category="Audio",
    title="Audio bit rate too low or too high",
    reason="Less sounds bad, more is only larger to download.",
    find=_find,
    yardstick=("MV", "LV", "RC"),
)
