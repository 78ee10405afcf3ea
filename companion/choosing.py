"""Several versions of one result: they wait outside of the mapset until the mapper keeps one."""

from __future__ import annotations

from collections.abc import Callable

from companion.jobs import Job, Store
from companion.messages import Keep
from companion.telling import Notice, words
from companion.writing import Forget, Offered, Order, PrepareKept, SetAside
from engine.protocol import Outcome


class Choosing:
    """The part of the loop that knows about candidates.

    Args:
        store: where they are listed.
        write: orders the writer about.
        tell: tells the mapper.
        tags: words added to the tags of what is kept.
    """

    def __init__(
        self, store: Store, write: Callable[[Order], None], tell: Callable[[Notice], None], tags: str
    ) -> None:
        self._store = store
        self._write = write
        self._tell = tell
        self._tags = tags

    def set_aside(self, job: Job, outcome: Outcome, source_sha256: str | None) -> bool:
        """Set an outcome's difficulties aside if the mapper wants to choose from them."""
        wanted = job.request.options.candidates > 1 and len(outcome.difficulties) > 1
        if wanted:
            self._write(SetAside(job, outcome, source_sha256))
        return wanted

    def offer(self, offered: Offered) -> None:
        """They are where they can be looked at."""
        job = self._store.offer(offered.candidates, "\n".join(offered.notes))
        self._tell(words.choose(job, len(offered.candidates)))

    def keep(self, asked: Keep) -> Job | None:
        """Have one written; the job it is of, if there is such a one."""
        job = self._store.job(asked.job)
        chosen = [each for each in self._store.candidates(asked.job) if each.number == asked.number]
        if job is None or not chosen:
            self._tell(words.no_candidate(asked.job, asked.number))
            return None
        self._write(PrepareKept(job, chosen[0], self._tags))
        return job

    def discard(self, number: int) -> None:
        """None of them is wanted."""
        if self.forget(number):
            self._store.discard(number, words.DISCARDED)

    def forget(self, number: int) -> bool:
        """Remove the files of all of them; whether there were any."""
        candidates = self._store.candidates(number)
        if candidates:
            self._write(Forget(tuple(candidates)))
        return bool(candidates)
