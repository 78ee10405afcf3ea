"""What an engine makes of a part or a whole map, without the answers that have no object in them."""

from __future__ import annotations

from engine.errors import EngineError
from engine.osu import Beatmap
from engine.protocol import FailureKind, Task
from engine.tasks.work import Work


def made(work: Work, task: Task, source: Beatmap) -> list[Beatmap]:
    """The candidates that were asked for and have objects.

    Raises:
        EngineError: engine, when none has.
    """
    answers = work.mapper.candidates(task, work.song, source, work.options, work.report)
    filled = [answer for answer in answers if answer.objects]
    if not filled:
        raise EngineError(
            FailureKind.ENGINE,
            f"{work.mapper.name} put no object there, so nothing was written.",
            "Ask again with another seed, or for a longer part.",
        )
    if len(filled) < len(answers):
        work.report.note(f"{len(answers) - len(filled)} of {len(answers)} candidates had no object.")
    return filled
