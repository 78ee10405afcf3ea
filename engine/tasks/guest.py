"""Another difficulty of a set: the host's timing, kiai, preview point and breaks; everything else its own."""

from __future__ import annotations

from engine.protocol import Outcome, Task
from engine.tasks.candidates import made
from engine.tasks.difficulty import all_named, beside
from engine.tasks.work import Work

DEFAULT_NAME = "Companion's {level}"


def guest(work: Work) -> Outcome:
    """Map the host's song once more."""
    host = work.document
    answers = made(work, Task.GUEST, host.beatmap)
    template, source = work.options.name or DEFAULT_NAME, host.beatmap.metadata.version
    difficulties = all_named([beside(host, each) for each in answers], template, source)
    return Outcome(engine=work.mapper.name, difficulties=difficulties, notes=tuple(work.report.notes))
