"""Taiko patterns too long for their snap and the level."""

from __future__ import annotations

from collections.abc import Iterator

from engine.modding.check import Check, Finding
from engine.modding.grid import beat_name
from engine.modding.level import Level
from engine.modding.subject import Subject
from engine.modding.taiko_notes import notes_of, patterns

LONGEST = {
    Level.EASY: {1.0: 7, 1 / 2: 2},
    Level.NORMAL: {1 / 2: 7, 1 / 3: 2},
    Level.HARD: {1 / 4: 5, 1 / 6: 4},
    Level.INSANE: {1 / 4: 9, 1 / 6: 4, 1 / 8: 2},
}
"""Notes in a row, by beats between them."""

LONGEST_IN_LOWEST_NORMAL = 5
"""Notes in a row of 1/2, where there is no Kantan."""


def _find(subject: Subject) -> Iterator[Finding]:
    notes = notes_of(subject)
    lowest = not any(peer.level < subject.level for peer in subject.peers_of_mode)
    for beats, most in LONGEST.get(subject.level, {}).items():
        if subject.level is Level.NORMAL and lowest and beats == 1 / 2:
            most = LONGEST_IN_LOWEST_NORMAL  # noqa: PLW2901 - the same limit, stricter here
        for pattern in patterns(notes, beats):
            if len(pattern) > most:
                yield Finding(
                    "warning",
                    f"{len(pattern)} notes in a row of {beat_name(beats)} or faster.",
                    time=pattern[0].time,
                    end_time=pattern[-1].time,
                    objects=tuple(note.index for note in pattern),
                    found=f"{len(pattern)} notes",
                    expected=f"at most {most}",
                    key=beat_name(beats),
                )


CHECK = Check(
    id="taiko-pattern-length",
    category="Rhythm",
    title="Long patterns",
    reason="Fast notes in a row are what makes taiko hard.",
    find=_find,
    modes=("taiko",),
    yardstick=("MV", "RC"),
)
