"""Names for findings that survive edits elsewhere: made of what is wrong, not of where in the song it is."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator

from engine.modding.check import Check, Finding
from engine.modding.subject import Subject
from engine.osu import HitObject, Hold, Slider, Spinner


def identified(
    subject: Subject, found: Iterable[tuple[Check, Finding]]
) -> Iterator[tuple[str, Check, Finding]]:
    """Each finding with its name, in order of time."""
    seen: Counter[str] = Counter()
    for check, finding in sorted(found, key=lambda each: (time_of(subject, each[1]) or 0.0, each[0].id)):
        name = f"{check.id}.{_fingerprint(subject, finding)}"
        seen[name] += 1
        yield f"{name}.{seen[name]}", check, finding


def time_of(subject: Subject, finding: Finding) -> float | None:
    """When it is: its own time, else that of its first object."""
    if finding.time is not None or not finding.objects:
        return finding.time
    return subject.objects[finding.objects[0]].time


def _fingerprint(subject: Subject, finding: Finding) -> str:
    said = [finding.key, *(_looks(subject.objects[i]) for i in finding.objects)]
    return hashlib.sha256("\n".join(said).encode()).hexdigest()[:10]


def _looks(each: HitObject) -> str:
    """An object without its time: a section that is moved stays what it was."""
    own = f"{type(each).__name__} {each.x:g} {each.y:g}"
    if isinstance(each, Slider):
        return f"{own} {each.slides} {each.length:.0f}"
    if isinstance(each, Spinner | Hold):
        return f"{own} {each.end_time - each.time:.0f}"
    return own
