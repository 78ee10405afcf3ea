"""One file per task: each a short story told in calls to the parts below."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from engine.errors import EngineError
from engine.mapper import Mapper
from engine.osu import DecodeError
from engine.progress import Reporter
from engine.protocol import FailureKind, Outcome, Run, Task
from engine.tasks.generate import generate
from engine.tasks.guest import guest
from engine.tasks.hitsounds import hitsounds
from engine.tasks.mod import mod_difficulty
from engine.tasks.remap import remap
from engine.tasks.spread import spread
from engine.tasks.timing import timing
from engine.tasks.work import Work

TASKS: dict[Task, Callable[[Work], Outcome]] = {
    Task.GENERATE: generate,
    Task.REMAP: remap,
    Task.GUEST: guest,
    Task.SPREAD: spread,
    Task.HITSOUNDS: hitsounds,
    Task.TIMING: timing,
    Task.MOD: mod_difficulty,
}


def perform(
    run: Run,
    files: Mapping[str, Path],
    report: Reporter,
    cache: Path | None = None,
    mapper: Mapper | None = None,
) -> Outcome:
    """Do what is asked.

    Args:
        run: the task with its options.
        files: where each file of the run can be read, by SHA-256.
        report: progress, notes, cancelling.
        cache: folder for analyses of songs.
        mapper: an engine that is ready; none: it is chosen as the run says.

    Raises:
        EngineError: it cannot be done; kind, reason and remedy are in it.
        Cancelled: it was asked to stop.
    """
    try:
        return TASKS[run.task](Work(run, files, cache, report, mapper))
    except DecodeError as error:
        raise EngineError(
            FailureKind.INPUT, f"{error}.", "Open it in the editor and save it again."
        ) from error
    except MemoryError as error:
        raise EngineError(
            FailureKind.RESOURCE, "The computer ran out of memory.", "Close some programs and ask again."
        ) from error


__all__ = ["TASKS", "perform"]
