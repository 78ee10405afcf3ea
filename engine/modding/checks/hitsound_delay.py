"""Hitsounds that begin late."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from engine.modding.check import Check, Finding
from engine.modding.hitsound_files import hitsound_files
from engine.modding.media import Samples
from engine.modding.sounds import stem
from engine.modding.subject import Subject

LATE, HEARD = 5.0, 1.0
"""ms until the sound is there."""

SILENCE = 1e-3
"""Amplitude, 0 to 1, of nothing at all (-60 dB)."""

ATTACK = 0.5
"""Share of the sample's peak at which its beginning is over."""

SOFT = ("hitwhistle", "hitfinish", "sliderslide", "sliderwhistle")
"""Sounds that are meant to swell; only silence counts there, as in the game's own."""


def _find(subject: Subject) -> Iterator[Finding]:
    for each in hitsound_files(subject):
        samples = each.samples
        if each.clicked is None or samples is None:
            continue
        silence, attack = _beginning(samples)
        name = each.file.name
        if silence >= LATE:
            yield Finding(
                "problem",
                f"{name} begins with {silence:.0f} ms of silence. Cut them off.",
                found=f"{silence:.1f} ms",
                expected=f"less than {LATE:.0f} ms",
                key=name,
            )
        elif attack >= HEARD and not any(sound in stem(name) for sound in SOFT):
            yield Finding(
                "warning" if attack >= LATE else "minor",
                f"{name} needs {attack:.0f} ms to become loud.",
                found=f"{attack:.1f} ms",
                expected=f"less than {HEARD:.0f} ms",
                score=None if attack >= LATE else 1.0,
                key=name,
            )


def _beginning(samples: Samples) -> tuple[float, float]:
    """Ms of silence at the start, and ms until half of the peak; 0 and 0 where all is silent."""
    loudness = np.abs(samples.values).max(axis=1, initial=0.0)
    peak = loudness.max(initial=0.0)
    if peak < SILENCE:
        return 0.0, 0.0
    per_ms = samples.rate / 1000.0
    silent = int(np.argmax(loudness >= SILENCE))
    return silent / per_ms, int(np.argmax(loudness >= ATTACK * peak)) / per_ms


CHECK = Check(
    id="hitsound-delay",
    category="Hit Sounds",
    title="Hitsounds that come late",
    reason="The player hears every click that much later than it was.",
    find=_find,
    yardstick=("MV", "LV", "RC"),
)
