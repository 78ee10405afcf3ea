"""The same sample more than once in a row of notes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from engine.modding.check import Check, Finding
from engine.modding.columns import rows_of
from engine.modding.folding import folded
from engine.modding.sounds import Sound
from engine.modding.subject import Subject

FEW = 8
"""Rows that are told one by one."""


def _find(subject: Subject) -> Iterator[Finding]:
    yield from folded(list(_doubled(subject)), FEW, "{count} rows play a sample more than once.")


def _doubled(subject: Subject) -> Iterator[Finding]:
    sounds = {sound.object: sound for sound in subject.sounds}
    for row in rows_of(subject):
        if len(row) < 2:
            continue
        players: defaultdict[str, list[int]] = defaultdict(list)
        for i in row:
            for name in _own(sounds[i]) if i in sounds else ():
                players[name].append(i)
        for name, objects in players.items():
            if len(objects) > 1:
                yield Finding(
                    "warning",
                    f"{name} plays {len(objects)} times at once.",
                    objects=tuple(objects),
                    found=f"{len(objects)} times {name}",
                    expected="once",
                    key=name,
                )


def _own(sound: Sound) -> set[str]:
    """Samples that are more than the normal sound, which every note has."""
    return {
        name
        for name in sound.samples()
        if sound.filename or not name.partition("-")[2].startswith("hitnormal")
    }


CHECK = Check(
    id="mania-double-hitsounds",
    category="Hit Sounds",
    title="One sample twice at once",
    reason="It sounds twice as loud as it should.",
    find=_find,
    modes=("mania",),
    yardstick=("MV", "RC"),
)
