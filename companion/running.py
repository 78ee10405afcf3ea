"""A job while an engine works on it: what was read for it, and how far it is."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from companion.jobs import Job
from engine.protocol import EngineChoice, File, Progress, Run, Task, mod_run


@dataclass(frozen=True)
class Rules:
    """The settings the loop lives by."""

    workers: tuple[str, ...]
    names: dict[str, str]
    tags: str
    engine: EngineChoice
    model: str | None
    idle_seconds: float
    leave_when_idle: bool = False
    fill_by_name: bool = False


@dataclass
class Running:
    """A running job.

    Attributes:
        job: as stored.
        run: as it was worded for the engine; none: it is still being read, or only being written.
        source: the difficulty as it was read; a later save does not change what the engine sees.
        saved: when the mapper had saved it, seconds since 1970.
        progress: the last the engine said.
        notes: what the mapper should hear when it is done.
        cancelled: the mapper asked to stop it.
    """

    job: Job
    run: Run | None = None
    source: bytes | None = None
    saved: float | None = None
    progress: Progress | None = None
    notes: tuple[str, ...] = ()
    cancelled: bool = False

    @property
    def source_sha256(self) -> str | None:
        """Of the difficulty as it was read."""
        return self.run.map.sha256 if self.run is not None and self.run.map is not None else None

    def content(self, sha256: str) -> bytes:
        """The bytes of a file this job reads, for a worker that cannot see it.

        Raises:
            OSError: it is gone.
        """
        if self.source is not None and sha256 == self.source_sha256:
            return self.source
        read = (self.run.audio, *self.run.others) if self.run is not None else ()
        path = next((each.path for each in read if each is not None and each.sha256 == sha256), None)
        return Path(path).read_bytes() if path is not None else self.job.request.audio.read_bytes()


def begin(job: Job, rules: Rules) -> Running:
    """Read what a job needs and word it for an engine.

    Raises:
        OSError: a file is missing or cannot be read.
    """
    request = job.request
    saved = request.map.stat().st_mtime if request.map is not None else None
    source = request.map.read_bytes() if request.map is not None else None
    engine = request.engine if request.engine != "auto" else rules.engine
    model = request.model or rules.model
    if request.task is Task.MOD and request.map is not None and source is not None:
        return Running(job, mod_run(request.map, source, str(job.id), engine, model), source)
    options = request.options
    if options.name is None:
        options = options.model_copy(update={"name": rules.names[request.task]})
    run = Run(
        id=str(job.id),
        task=request.task,
        options=options,
        engine=engine,
        model=model,
        map=File.of(request.map, source) if request.map is not None and source is not None else None,
        audio=File.of(request.audio),
    )
    return Running(job, run, source, saved)
