"""Where messages wait for the loop: one queue, and an alarm clock."""

from __future__ import annotations

import heapq
import itertools
import queue
import time
from typing import Generic, TypeVar

M = TypeVar("M")


class Mailbox(Generic[M]):
    """Any thread may post; only the loop takes."""

    def __init__(self) -> None:
        self._queue: queue.SimpleQueue[M] = queue.SimpleQueue()
        self._later: list[tuple[float, int, M]] = []
        self._order = itertools.count()

    def post(self, message: M) -> None:
        """Say something now."""
        self._queue.put(message)

    def post_later(self, message: M, seconds: float) -> None:
        """Have something said to the loop after a while; for the loop itself."""
        heapq.heappush(self._later, (time.monotonic() + seconds, next(self._order), message))

    def empty(self) -> bool:
        """Nothing waits to be taken now."""
        return self._queue.empty()

    def take(self) -> M:
        """The next message; waits for it."""
        while True:
            wait = self._later[0][0] - time.monotonic() if self._later else None
            if wait is not None and wait <= 0:
                return heapq.heappop(self._later)[2]
            try:
                return self._queue.get(timeout=wait)
            except queue.Empty:
                continue
