"""Two barlines where a red line begins within a measure."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from engine.modding.barlines import measure_of
from engine.modding.check import Check, Finding
from engine.modding.subject import Subject

CLOSE = 40.0
"""ms from the last barline of the old timing to the first of the new."""

SAME = 0.5
"""ms within which they are drawn as one."""


def _find(subject: Subject) -> Iterator[Finding]:
    for before, line in itertools.pairwise(subject.timing.red):
        measure = measure_of(subject.timing, before)
        length = line.time - before.time
        rest = length % measure
        if line.omit_first_barline or (before.omit_first_barline and length <= measure):
            continue
        if SAME < rest <= CLOSE:
            yield Finding(
                "warning",
                f"Two barlines {rest:.0f} ms apart. Let this red line omit its first one.",
                time=line.time,
                found=f"{rest:.0f} ms",
                expected="one barline",
            )


CHECK = Check(
    id="taiko-close-barlines",
    category="Timing",
    title="Double barlines",
    reason="They look like a mistake and take attention from the notes.",
    find=_find,
    modes=("taiko",),
    yardstick=("MV", "RC"),
)
