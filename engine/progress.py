"""How a running task tells how far it is, leaves notes, and hears that it should stop."""

from __future__ import annotations

import time
from collections.abc import Callable

from engine.errors import Cancelled


class Reporter:
    """Passed down to everything that takes time.

    Args:
        tell: called with the stage, the share done (0 to 1) and the estimated seconds left.
        cancelled: asked at every step; true ends the task with :class:`engine.errors.Cancelled`.
    """

    def __init__(
        self,
        tell: Callable[[str, float, float | None], None] = lambda _stage, _done, _left: None,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> None:
        self._tell = tell
        self._cancelled = cancelled
        self._started = time.monotonic()
        self._done = 0.0
        self.notes: list[str] = []

    def step(self, stage: str, done: float) -> None:
        """Tell that `stage` is being worked on and that `done` (0 to 1) of the whole task is behind us.

        Raises:
            Cancelled: when the task was asked to stop.
        """
        if self._cancelled():
            raise Cancelled
        self._done = max(self._done, min(done, 1.0))
        elapsed = time.monotonic() - self._started
        left = elapsed * (1 - self._done) / self._done if self._done > 0 else None
        self._tell(stage, self._done, left)

    def note(self, sentence: str) -> None:
        """Leave a sentence for the mapper in the outcome."""
        if sentence not in self.notes:
            self.notes.append(sentence)

    def part(self, first: float, last: float) -> Reporter:
        """A reporter for work between two shares of the whole task; its notes are this one's."""
        part = Reporter(
            lambda stage, done, _left: self.step(stage, first + (last - first) * done), self._cancelled
        )
        part.notes = self.notes
        return part
