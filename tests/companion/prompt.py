"""A mailbox for loops in tests: what the loop wants to read is read at once, and comes next."""

from __future__ import annotations

from collections import deque
from functools import partial
from typing import Any

from companion.jobs import Store
from companion.mailbox import Mailbox
from companion.reading import Read, ToRead, carry_out
from companion.reports import Reports, keep_report


class PromptMailbox(Mailbox[Any]):
    """Reading takes no time here; all that was posted before comes after it."""

    def __init__(self, store: Store, reports: Reports) -> None:
        super().__init__()
        self._store, self._keep = store, partial(keep_report, reports)
        self._was_read: deque[Read] = deque()

    def read(self, order: ToRead) -> None:
        """In place of the reader."""
        self._was_read.append(carry_out(order, self._store.is_own, self._keep))

    def empty(self) -> bool:
        return not self._was_read and super().empty()

    def take(self) -> Any:
        return self._was_read.popleft() if self._was_read else super().take()
