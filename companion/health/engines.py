"""The engines, asked themselves: every worker of the settings says on what it computes."""

from __future__ import annotations

import queue
from collections.abc import Iterator, Sequence

from companion.health.finding import Finding
from companion.messages import WorkerDied, WorkerSaid
from companion.workers import WorkerProcess, command_of
from engine.protocol import Hello
from settings import Settings

PATIENCE = 90.0
"""Seconds; the first import of torch on a slow disk takes long."""


def look_at_engines(settings: Settings) -> Iterator[Finding]:
    """Start each worker and let it look at its device and checkpoints."""
    wanted = tuple(name for name in (settings.model, settings.mod.model) if name is not None)
    for worker in settings.workers:
        hello = ask(worker, wanted)
        if isinstance(hello, str):
            yield Finding(f"Engine ({worker})", "does not answer", _how_to_start(worker, hello))
        else:
            wants_model = settings.engine == "model" or bool(wanted)
            yield from said(worker, hello, wanted, wants_model=wants_model)


def ask(worker: str, models: Sequence[str], patience: float = PATIENCE) -> Hello | str:
    """What a worker says of itself and of these checkpoints, or why it does not."""
    answers: queue.SimpleQueue[WorkerSaid | WorkerDied] = queue.SimpleQueue()
    try:
        process = WorkerProcess(worker, [*command_of(worker), "--look", *models], answers.put)
    except OSError as error:
        return str(error)
    answer = last = _next(answers, patience)
    process.kill()
    while not isinstance(last, WorkerDied):  # its pipes are closed when it has ended
        last = answers.get()
    if answer is None:
        return f"no answer within {patience:.0f} s"
    match answer:
        case WorkerSaid(message=Hello() as hello):
            return hello
        case WorkerDied():
            return answer.last_words.splitlines()[-1]
    return "it said something else than hello"


def _next(
    answers: queue.SimpleQueue[WorkerSaid | WorkerDied], patience: float
) -> WorkerSaid | WorkerDied | None:
    try:
        return answers.get(timeout=patience)
    except queue.Empty:
        return None


def said(worker: str, hello: Hello, wanted: Sequence[str], *, wants_model: bool) -> Iterator[Finding]:
    """What a worker's answer means for the mapper."""
    name = f"Engine ({worker})"
    if hello.missing:
        value = f"built-in, on the CPU; checkpoints cannot be run ({hello.missing} is missing)"
        yield Finding(name, value, "pip install 'osu-companion[model]'" if wants_model else "")
        return
    yield Finding(name, f"built-in; checkpoints on {hello.device} in {hello.precision}", hello.problem)
    gone = [each for each in wanted if each not in hello.models]
    value = f"{', '.join(hello.models) or 'none'} on this machine"
    if gone:
        value += f"; {', '.join(gone)} of the settings is not"
    yield Finding("Checkpoints", value, "; ".join(f"companion models pull {each}" for each in gone))


def _how_to_start(worker: str, why: str) -> str:
    if worker == "local":
        return f"{why}. Install the companion anew: pip install --force-reinstall osu-companion"
    host = worker.partition(":")[2]
    return f"{why}. Try by hand: ssh {host} python -m engine.worker --look"
