"""Custom samples that the map asks for and the set does not have."""

from __future__ import annotations

from collections.abc import Iterator

from engine.modding.check import Check, Finding
from engine.modding.sounds import SETS, is_sample, stem
from engine.modding.subject import Subject

FIRST_OF_A_SET = 2
"""Sample number from which somebody made samples on purpose; 1 is often set without any."""


def _find(subject: Subject) -> Iterator[Finding]:
    if not subject.mapset.files:
        return
    there = {stem(each.name) for each in subject.mapset.files}
    numbers = {
        name.rpartition("-")[2].lstrip("abcdefghijklmnopqrstuvwxyz") for name in there if is_sample(name)
    }
    told: set[str] = set()
    for sound in subject.sounds:
        name = sound.filename
        if name and stem(name) not in there and stem(name) not in told:
            told.add(stem(name))
            yield Finding(
                "problem",
                f"The sample {name} is played here, but it is not in the mapset.",
                time=sound.time,
                objects=(sound.object,),
                found="no such file",
                expected=name,
                key=name,
            )
        number = str(sound.index)
        if sound.index >= FIRST_OF_A_SET and not name and number not in numbers and number not in told:
            told.add(number)
            yield Finding(
                "warning",
                f"Sample number {sound.index} is used from here on, but the mapset has none of it.",
                time=sound.time,
                objects=(sound.object,),
                found="the skin's sounds",
                expected=f"{SETS[sound.normal_set]}-hitnormal{number}.wav or the like",
                key=f"index {sound.index}",
            )


CHECK = Check(
    id="missing-hitsound-files",
    category="Hit Sounds",
    title="Missing hitsound files",
    reason="Players hear their skin, or nothing, instead of what was meant.",
    find=_find,
    yardstick=("MV",),
)
