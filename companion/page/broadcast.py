"""Server-sent events: the newest state to every open page, as soon as there is one."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from dataclasses import asdict

from companion.page.live import Live


class Broadcast:
    """The newest :class:`Live` for every open page. All of it runs in the page's own event loop."""

    def __init__(self) -> None:
        self._live = Live()
        self._open = True
        self._waiting: set[asyncio.Event] = set()

    def publish(self, live: Live) -> None:
        """Something happened; pages that are still busy with an older state skip to this one."""
        self._live = live
        for event in self._waiting:
            event.set()

    def close(self) -> None:
        """Let every page go."""
        self._open = False
        self.publish(self._live)

    async def events(self, revision: Callable[[], int]) -> AsyncIterator[str]:
        """One page's events: `live` with what is going on, `jobs` when the job list has changed.

        Args:
            revision: another number whenever the job list is another one.
        """
        event = asyncio.Event()
        event.set()
        self._waiting.add(event)
        seen: int | None = None
        sent: Live | None = None
        try:
            while True:
                await event.wait()
                event.clear()
                if not self._open:
                    yield "event: closed\ndata: {}\n\n"
                    return
                if self._live != sent:
                    sent = self._live
                    yield f"event: live\ndata: {json.dumps(asdict(sent))}\n\n"
                newest = revision()
                if newest != seen:
                    seen = newest
                    yield "event: jobs\ndata: {}\n\n"
        finally:
            self._waiting.discard(event)
