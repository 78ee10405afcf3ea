"""Stretches in which nothing but the plain sound is heard."""

from __future__ import annotations

from collections.abc import Iterator

from engine.modding.check import Check, Finding
from engine.modding.sounds import Sound
from engine.modding.subject import Subject

LONG, LONG_OBJECTS = 8_000.0, 4
"""ms, and objects within them, without a hitsound."""

VERY_LONG, VERY_LONG_OBJECTS = 24_000.0, 16


def _find(subject: Subject) -> Iterator[Finding]:
    heard = [sound for sound in subject.sounds if sound.part != "end" or not sound.plain]
    if not heard:
        return
    if all(sound.plain for sound in heard) and len({sound.normal_set for sound in heard}) == 1:
        yield Finding(
            "problem",
            "There is not one hitsound in the whole map.",
            found="plain sounds only",
            expected="whistles, finishes and claps on the song's accents",
            key="none",
        )
        return
    for stretch in _stretches(subject, heard):
        length = stretch[-1].time - stretch[0].time
        if length > LONG and len(stretch) >= LONG_OBJECTS:
            grave = length > VERY_LONG and len(stretch) >= VERY_LONG_OBJECTS
            yield Finding(
                "problem" if grave else "warning",
                f"No hitsound for {length / 1000:.0f} s.",
                time=stretch[0].time,
                end_time=stretch[-1].time,
                objects=(stretch[0].object,),
                found=f"{len(stretch)} plain sounds in a row",
                expected=f"some hitsound every {LONG / 1000:.0f} s",
            )


def _stretches(subject: Subject, heard: list[Sound]) -> Iterator[list[Sound]]:
    """Runs of plain sounds of one sample set with no break in between."""
    pauses = sorted((each.start, each.end) for each in subject.beatmap.breaks)
    pause = 0
    run: list[Sound] = []
    for sound in heard:
        passed = False
        while pause < len(pauses) and pauses[pause][0] < sound.time:
            passed, pause = True, pause + 1
        if run and (not sound.plain or sound.normal_set != run[-1].normal_set or passed):
            yield run
            run = []
        if sound.plain:
            run.append(sound)
    if run:
        yield run


CHECK = Check(
    id="few-hitsounds",
    category="Hit Sounds",
    title="No hitsounds for long",
    reason="Hitsounds let the player hear the song's accents under the fingers.",
    find=_find,
    modes=("osu", "catch"),
    yardstick=("MV", "LV", "RC"),
)
