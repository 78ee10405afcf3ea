"""Hitsounds that come from the storyboard instead of the objects."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from engine.modding.check import Check, Finding
from engine.modding.subject import Subject


def _find(subject: Subject) -> Iterator[Finding]:
    samples = sorted((*subject.story.samples, *subject.mapset.story.samples), key=lambda each: each.time)
    counts = Counter(each.name for each in samples)
    for each in samples:
        count = counts.pop(each.name, 0)
        if count:
            yield Finding(
                "warning",
                f"The storyboard plays {each.name} {'once' if count == 1 else f'{count} times'}.",
                time=each.time,
                found="a sound without an object",
                expected="sounds on what is clicked",
                key=each.name,
            )


CHECK = Check(
    id="storyboard-samples",
    category="Hit Sounds",
    title="Hitsounds from the storyboard",
    reason="The player hears a click that nobody made, in every mode that shows the storyboard.",
    find=_find,
    modes=("osu", "taiko", "catch"),
    yardstick=("MV", "RC"),
)
