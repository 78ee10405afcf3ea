"""Workers without work: after a while each is sent home, and its end is then no surprise."""

from __future__ import annotations

import time
from collections.abc import Callable

from companion.messages import Idle


class Rest:
    """Since when each worker rests, and which were sent home and have not left yet.

    Args:
        post_later: posts that a worker has been idle, after so many seconds.
        idle_seconds: how long a worker is kept without work.
    """

    def __init__(self, post_later: Callable[[Idle, float], object], idle_seconds: float) -> None:
        self._post_later = post_later
        self._idle_seconds = idle_seconds
        self._since: dict[str, float] = {}
        self._leaving: list[str] = []

    def begins(self, worker: str) -> None:
        """A worker has done its work."""
        self._since[worker] = time.monotonic()
        self._post_later(Idle(worker, self._since[worker]), self._idle_seconds)

    def lasted(self, idle: Idle) -> bool:
        """Whether the worker has done nothing else since that rest began."""
        return self._since.get(idle.worker) == idle.since

    def sent_home(self, worker: str) -> None:
        """A worker was asked to leave."""
        self._leaving.append(worker)

    def left(self, worker: str) -> bool:
        """A worker's process has ended; whether it had been sent home."""
        expected = worker in self._leaving
        if expected:
            self._leaving.remove(worker)
        return expected
