"""Silence before the song that is too short or too long."""

from __future__ import annotations

from collections.abc import Iterator

from engine.modding.check import Check, Finding
from engine.modding.subject import Subject

WARNING_SHOWN = 5_000.0
"""ms for which the epilepsy warning is on the screen."""

LONGEST = 10_000
"""ms that a player waits patiently."""


def _find(subject: Subject) -> Iterator[Finding]:
    general = subject.beatmap.general
    lead = general.audio_lead_in
    if lead < 0 or lead > LONGEST:
        yield Finding(
            "warning",
            f"The audio lead-in is {lead} ms.",
            found=f"{lead} ms",
            expected=f"0 to {LONGEST} ms",
            key="range",
        )
    if general.epilepsy_warning and subject.objects:
        first = subject.objects[0].time + max(0, lead)
        if first < WARNING_SHOWN:
            yield Finding(
                "minor",
                f"The first object comes {first / 1000:.1f} s in, while the epilepsy warning is still shown.",
                objects=(0,),
                found=f"{first / 1000:.1f} s",
                expected=f"{WARNING_SHOWN / 1000:.0f} s, by a longer audio lead-in",
                key="warning",
            )


CHECK = Check(
    id="audio-lead-in",
    category="Audio",
    title="Audio lead-in too short or too long",
    reason="Players need to see the first object come, and no longer than that.",
    find=_find,
    yardstick=("RC",),
)
