"""The lane of jobs: what runs at which worker, what the workers say of it, and how it ends.

Driven by the loop's thread like the lane of modding. What a job needs may be large: it is read elsewhere. How
a job ended comes back as a value: what follows from it is the loop's.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from loguru import logger

from companion.jobs import Job, State, Store
from companion.reading import JobRead, ReadJob
from companion.requests import unreadable
from companion.running import Rules, Running
from companion.workers import WorkerProcess
from engine.protocol import Blob, Cancel, Failure, FromWorker, Need, Outcome, Progress, Result


@dataclass(frozen=True)
class Made:
    """An engine has done a job; its outcome is not written yet."""

    running: Running
    outcome: Outcome


@dataclass(frozen=True)
class Ended:
    """A job has ended with nothing made. `story` says why."""

    job: Job
    state: State
    story: str


class JobLane:
    """The workers and the job that each is at.

    Args:
        store: where a job's life is kept.
        read: has read what a job needs.
        start_worker: starts an engine process by its name in the settings.
        rules: the settings.
    """

    def __init__(
        self,
        store: Store,
        read: Callable[[ReadJob], None],
        start_worker: Callable[[str], WorkerProcess],
        rules: Rules,
    ) -> None:
        self._store = store
        self._read = read
        self._start_worker = start_worker
        self._rules = rules
        self._workers: dict[str, WorkerProcess] = {}
        self._running: dict[str, Running] = {}

    @property
    def running(self) -> tuple[Running, ...]:
        """What is worked on, or read for that."""
        return tuple(self._running.values())

    @property
    def free(self) -> list[str]:
        """Workers that could begin with something, in the order of the settings."""
        return [name for name in self._rules.workers if name not in self._running]

    def start(self, job: Job, worker: str) -> None:
        """Give a job to a free worker: what it needs is read first."""
        job = self._store.move(job.id, State.RUNNING)
        self._running[worker] = Running(job)
        self._read(ReadJob(worker, job, self._rules))

    def read(self, answer: JobRead) -> Ended | None:
        """What a job needs was read, and its worker begins; how it ended if that could not be."""
        worker, found = answer.worker, answer.running
        if self._running.pop(worker).cancelled:
            return Ended(answer.job, State.CANCELLED, "Cancelled.")
        if isinstance(found, Exception):
            return Ended(answer.job, State.FAILED, _unread(found))
        try:
            if worker not in self._workers:
                self._workers[worker] = self._start_worker(worker)
        except OSError as error:
            story = (
                f"The engine ({worker}) cannot be started: {error.strerror}. `companion doctor` says more."
            )
            return Ended(answer.job, State.FAILED, story)
        self._running[worker] = found
        if found.run is not None:
            self._workers[worker].send(found.run)
        return None

    def said(self, worker: str, message: FromWorker) -> Made | Ended | None:
        """A worker said something; how its job ended, if that was its last."""
        running = self._running.get(worker)
        if running is None or getattr(message, "id", None) != str(running.job.id):
            return None
        match message:
            case Progress():
                running.progress = message
            case Need():
                return self._hand_over(worker, running, message.sha256)
            case Result():
                del self._running[worker]
                return Made(running, message.outcome)
            case Failure():
                del self._running[worker]
                state = State.CANCELLED if message.cancelled else State.FAILED
                return Ended(running.job, state, f"{message.message} {message.hint}".strip())
        return None

    def died(self, worker: str, last_words: str) -> Ended | None:
        """A worker's process is gone; how the job ended that it was at. The next job starts another."""
        self._workers.pop(worker, None)
        running = self._running.get(worker)
        if running is None or running.run is None:
            return None
        del self._running[worker]
        if running.cancelled:
            return Ended(running.job, State.CANCELLED, "Cancelled.")
        logger.error("{} died in job {}: {}", worker, running.job.id, last_words)
        return Ended(running.job, State.FAILED, f"The engine broke down: {last_words.splitlines()[-1]}")

    def cancel(self, number: int) -> bool:
        """Ask the worker that is at a job to stop; whether there is one."""
        for name, running in self._at(number):
            running.cancelled = True
            if running.run is not None:
                self._workers[name].send(Cancel(id=str(number)))
            return True
        return False

    def overdue(self, number: int) -> None:
        """The worker that is at a job does not stop by itself."""
        for name, running in self._at(number):
            if running.run is not None:
                self._workers[name].kill()

    def dismiss(self, worker: str) -> bool:
        """Send a worker home while it has nothing to do; whether there was one to go."""
        if worker not in self._workers or worker in self._running:
            return False
        self._workers.pop(worker).dismiss()
        return True

    def kill(self) -> None:
        """End all workers now."""
        for worker in self._workers.values():
            worker.kill()  # what it was doing is RUNNING in the store and begins anew at the next start

    def _hand_over(self, worker: str, running: Running, sha256: str) -> Ended | None:
        """Send a file that a worker cannot see; how the job ended if nobody can."""
        try:
            content = running.content(sha256)
        except OSError as error:
            del self._running[worker]
            self._workers[worker].send(Cancel(id=str(running.job.id)))
            return Ended(running.job, State.FAILED, f"{unreadable(error)} Was the mapset moved or deleted?")
        self._workers[worker].send(Blob(sha256=sha256, content=content))
        return None

    def _at(self, number: int) -> list[tuple[str, Running]]:
        return [(name, running) for name, running in self._running.items() if running.job.id == number]


def _unread(error: Exception) -> str:
    """Why a job could not begin, in a mapper's words."""
    if isinstance(error, OSError):
        return unreadable(error)
    return f"The mapset could not be read ({type(error).__name__}: {error}). The log has the details."
