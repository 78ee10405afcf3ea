"""Objects that are too quiet to be heard."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from engine.modding.check import Check, Finding
from engine.modding.sounds import Sound
from engine.modding.subject import Subject
from engine.protocol import Severity

SILENT, QUIET = 10, 20
"""Percent; the game itself plays nothing below 5."""

HABIT = 0.05
"""Share of ends or repeats from which silence there is how the map was made."""

MOST_SHOWN = 8
"""Objects selected by one finding."""


def _find(subject: Subject) -> Iterator[Finding]:
    heads = [sound for sound in subject.sounds if sound.part == "start"]
    for run in _runs(heads, SILENT):
        yield _heads("problem", run)
    for run in _runs([sound for sound in heads if sound.volume > SILENT], QUIET):
        yield _heads("warning", run)
    for part in ("repeat", "end"):
        sounds = [sound for sound in subject.sounds if sound.part == part]
        silent = [sound for sound in sounds if sound.volume <= SILENT]
        if len(silent) <= HABIT * len(sounds):
            for sound in silent:
                yield Finding(
                    "minor",
                    f"The {part} here plays at {sound.volume}%.",
                    time=sound.time,
                    objects=(sound.object,),
                    found=f"{sound.volume}%",
                    expected=f"more than {SILENT}%, unless the song is silent here too",
                    key=part,
                )


def _runs(heads: Sequence[Sound], volume: int) -> Iterator[list[Sound]]:
    """Neighbours that are all no louder than that."""
    run: list[Sound] = []
    for sound in heads:
        if sound.volume <= volume:
            run.append(sound)
        elif run:
            yield run
            run = []
    if run:
        yield run


def _heads(severity: Severity, run: Sequence[Sound]) -> Finding:
    count = f"{len(run)} objects play" if len(run) > 1 else "This object plays"
    volume = max(sound.volume for sound in run)
    return Finding(
        severity,
        f"{count} at {volume}%, which is hard to hear over the song.",
        time=run[0].time,
        end_time=run[-1].time if len(run) > 1 else None,
        objects=tuple(sound.object for sound in run[:MOST_SHOWN]),
        found=f"{volume}%",
        expected=f"more than {QUIET}%",
        key="start",
    )


CHECK = Check(
    id="muted-objects",
    category="Hit Sounds",
    title="Objects that cannot be heard",
    reason="The player needs to hear what was clicked.",
    find=_find,
    yardstick=("MV", "LV", "RC"),
)
