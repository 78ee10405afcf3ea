"""Another difficulty of a set: the host's timing, kiai, preview point and breaks; everything else its own."""

from __future__ import annotations

from engine.protocol import Outcome
from engine.tasks.difficulty import beside, named
from engine.tasks.work import Work

DEFAULT_NAME = "Companion's {level}"


def guest(work: Work) -> Outcome:
    """Map the host's song once more."""
    host = work.document
    made = work.mapper.guest(work.song, host.beatmap, work.options, work.report)
    source = host.beatmap.metadata.version
    difficulty = named(beside(host, made), work.options.name or DEFAULT_NAME, source)
    return Outcome(engine=work.mapper.name, difficulties=(difficulty,), notes=tuple(work.report.notes))
