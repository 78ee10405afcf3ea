"""What engines made, on its way: into the mapset, aside to be chosen from, or back out again."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from loguru import logger

from companion.choosing import Choosing
from companion.job_lane import Ended
from companion.jobs import State, Store
from companion.messages import Accept, Discard, Keep, Undo
from companion.running import Running
from companion.telling import Notice, words
from companion.writing import (
    Answer,
    Conflicted,
    NotWritten,
    Offered,
    Order,
    Prepare,
    Prepared,
    Publish,
    Published,
    RequestGone,
    Sweep,
    TakeBack,
    TakenBack,
)
from engine.protocol import Outcome


class Results:
    """Results that the writer is at, and what the mapper thinks of those it has written.

    Args:
        store: jobs, ledger and candidates.
        write: orders the writer about.
        tell: tells the mapper.
        reload: has the editor show a difficulty that was saved at a time; answers whether it did.
        tags: words added to the tags of what is written.
    """

    def __init__(
        self,
        store: Store,
        write: Callable[[Order], None],
        tell: Callable[[Notice], None],
        reload: Callable[[Path, float], bool],
        tags: str,
    ) -> None:
        self._store = store
        self._write = write
        self._tell = tell
        self._reload = reload
        self._tags = tags
        self._choosing = Choosing(store, write, tell, tags)
        self._writing: dict[int, Running] = {}
        self._undoing: set[int] = set()

    @property
    def writing(self) -> tuple[Running, ...]:
        """Jobs whose results are being written."""
        return tuple(self._writing.values())

    @property
    def busy(self) -> bool:
        """The writer is at something."""
        return bool(self._writing or self._undoing)

    def recover(self) -> None:
        """Finish what a killed companion had half written."""
        for job in self._store.half_written():
            self._writing[job.id] = Running(job)
            self._write(Publish(job.id, tuple(self._store.prepared(job.id))))
        for job in self._store.undecided():
            if job.id not in self._writing:  # one may just have been about to be kept
                self._write(Sweep(job.request.mapset))

    def take(self, running: Running, outcome: Outcome) -> None:
        """An engine has made something."""
        self._writing[running.job.id] = running
        if not self._choosing.set_aside(running.job, outcome, running.source_sha256):
            self._write(Prepare(running.job, outcome, running.source_sha256, self._tags))

    def judge(self, command: Undo | Accept | Keep | Discard) -> None:
        """What the mapper thinks of a result."""
        match command:
            case Undo():
                self._undo(command.job)
            case Accept():
                self._store.accept(command.job)
            case Keep() | Discard() if command.job in self._writing:
                logger.info("job {} is being written; {} comes too late", command.job, command.type)
            case Keep():
                job = self._choosing.keep(command)
                if job is not None:
                    self._writing[job.id] = Running(job)
            case Discard():
                self._choosing.discard(command.job)

    def answered(self, answer: Answer) -> Ended | None:
        """The writer has done something; how a job ended that could not be written."""
        match answer:
            case Prepared():
                self._store.prepare(answer.entries)
                self._writing[answer.job].notes = answer.notes
                self._write(Publish(answer.job, answer.entries))
            case Offered():
                del self._writing[answer.candidates[0].job]
                self._choosing.offer(answer)
            case Published():
                self._published(answer.job)
            case Conflicted():
                return self._not_written(answer.job, State.CONFLICT, words.conflict_story(answer.kept))
            case NotWritten():
                story = words.not_written_story(answer.reason, answer.hint, answer.kept)
                return self._not_written(answer.job, State.FAILED, story)
            case TakenBack():
                self._undoing.discard(answer.job)
                if not answer.refused:
                    self._store.undone(answer.job)
                self._tell(words.undone(answer.names, answer.refused))
            case RequestGone():
                self._store.receipt_gone(answer.path)
        return None

    def _published(self, number: int) -> None:
        running = self._writing.pop(number)
        self._choosing.forget(number)
        job = self._store.written(number, "\n".join(running.notes))
        entries = self._store.entries(job.id)
        shown = (
            job.request.in_place
            and running.saved is not None
            and self._reload(entries[0].path, running.saved)
        )
        self._tell(words.done(job, entries, shown=shown))
        if not self._store.wrote_before(job.id):
            self._tell(words.disclosure(job.request.mapset))

    def _not_written(self, number: int, state: State, story: str) -> Ended | None:
        job = self._writing.pop(number).job
        self._store.withdraw(number)
        if not job.state.ended:
            return Ended(job, state, story)
        self._tell(words.not_kept(job, story))  # a candidate that was to be kept; it still can be
        return None

    def _undo(self, number: int | None) -> None:
        number = number if number is not None else self._store.last_undoable()
        entries = self._store.undoable(number) if number is not None else []
        if number is None or not entries:
            self._tell(words.nothing_to_undo(number))
            return
        self._undoing.add(number)
        self._write(TakeBack(number, tuple(reversed(entries))))
