"""What an engine makes of a part or a whole map, without candidates that have no object in them."""

from __future__ import annotations

from engine.osu import Beatmap
from engine.protocol import Task
from engine.tasks.work import Work


def made(work: Work, task: Task, source: Beatmap) -> list[Beatmap]:
    """The candidates that were asked for and have objects; all, with a note, when none has."""
    answers = work.mapper.candidates(task, work.song, source, work.options, work.report)
    filled = [answer for answer in answers if answer.objects]
    if not filled:
        work.report.note("The engine put no object there. Ask again with another seed, or for a longer part.")
        return list(answers)
    if len(filled) < len(answers):
        work.report.note(f"{len(answers) - len(filled)} of {len(answers)} versions had no object.")
    return filled
