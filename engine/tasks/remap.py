"""A part of a difficulty anew; everything outside stays to the byte."""

from __future__ import annotations

from engine.errors import EngineError
from engine.osu import splice
from engine.protocol import FailureKind, Outcome, Task
from engine.tasks.candidates import made
from engine.tasks.difficulty import all_named
from engine.tasks.work import Work

DEFAULT_NAME = "{source} (remap)"


def remap(work: Work) -> Outcome:
    """Replace the objects from `start` to `end`."""
    start, end = work.options.start, work.options.end
    if start is None or end is None:
        example = 'between = "01:02:345 - 01:10:000"'
        raise EngineError(FailureKind.REQUEST, "Remap needs to know which part.", f"Say it: {example}.")
    document = work.document
    answers = made(work, Task.REMAP, document.beatmap)
    results = [splice(document, start, end, fragment) for fragment in answers]
    template, source = work.options.name or DEFAULT_NAME, document.beatmap.metadata.version
    difficulties = all_named(results, template, source)
    return Outcome(engine=work.mapper.name, difficulties=difficulties, notes=tuple(work.report.notes))
