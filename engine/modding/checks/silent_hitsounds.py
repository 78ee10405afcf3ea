"""Objects whose samples are all empty."""

from __future__ import annotations

from collections.abc import Iterator

from engine.modding.check import Check, Finding
from engine.modding.hitsound_files import HitsoundFile, hitsound_files
from engine.modding.sounds import stem
from engine.modding.subject import Subject

SILENCE = 1e-3
"""Amplitude, 0 to 1, below which there is nothing to hear (-60 dB)."""

HEADER = 44
"""Bytes of a wave file with nothing in it, the usual way to silence a sound."""

MOST_SHOWN = 8
"""Objects selected by the finding."""


def _find(subject: Subject) -> Iterator[Finding]:
    silent = {stem(each.file.name) for each in hitsound_files(subject) if _silent(each)}
    if not silent:
        return
    unheard = [
        sound
        for sound in subject.sounds
        if sound.part == "start" and all(name in silent for name in sound.samples())
    ]
    if unheard:
        yield Finding(
            "warning",
            f"{len(unheard)} clicked objects play only empty samples.",
            time=unheard[0].time,
            objects=tuple(sound.object for sound in unheard[:MOST_SHOWN]),
            found="silence",
            expected="a sound for every click",
        )


def _silent(each: HitsoundFile) -> bool:
    if 0 < each.file.size <= HEADER:
        return True
    samples = each.samples
    return samples is not None and float(abs(samples.values).max(initial=0.0)) < SILENCE


CHECK = Check(
    id="silent-hitsounds",
    category="Hit Sounds",
    title="Clicks without a sound",
    reason="A sample that is silent mutes an object as surely as volume 0.",
    find=_find,
    yardstick=("MV",),
)
