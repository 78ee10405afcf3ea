"""A job while an engine works on it: what was read for it, and how far it is."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

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
        source: the difficulty as it was read; a later save does not change what the engine sees.
        source_sha256: of that content.
        progress: the last the engine said.
        notes: what the mapper should hear when it is done.
        cancelled: the mapper asked to stop it.
    """

    job: Job
    source: bytes | None = None
    source_sha256: str | None = None
    progress: Progress | None = None
    notes: tuple[str, ...] = ()
    cancelled: bool = False

    def content(self, sha256: str) -> bytes:
        """The bytes of a file this job reads, for a worker that cannot see it."""
        if self.source is not None and sha256 == self.source_sha256:
            return self.source
        return self.job.request.audio.read_bytes()


def begin(job: Job, rules: Rules) -> tuple[Running, Run]:
    """Read what a job needs and word it for an engine.

    Raises:
        OSError: a file is missing or cannot be read.
    """
    request = job.request
    if request.task is Task.MOD and request.map is not None:
        engine, model = (request.engine, request.model) if request.model else (rules.engine, rules.model)
        content = request.map.read_bytes()
        run = mod_run(request.map, content, str(job.id), engine, model)
        return Running(job, content, _sha256(content)), run
    source = request.map.read_bytes() if request.map is not None else None
    running = Running(job, source, _sha256(source) if source is not None else None)
    options = request.options
    if options.name is None:
        options = options.model_copy(update={"name": rules.names[request.task]})
    run = Run(
        id=str(job.id),
        task=request.task,
        options=options,
        engine=request.engine if request.engine != "auto" else rules.engine,
        model=request.model or rules.model,
        map=File.of(request.map, source) if request.map is not None and source is not None else None,
        audio=File.of(request.audio),
    )
    return running, run


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
