"""Notifications of the desktop, behind one interface."""

from __future__ import annotations

import html
import queue
import sys
import threading
import warnings

from loguru import logger

from companion.telling.notice import Notice

LONGEST_TITLE, LONGEST_BODY = 64, 256
"""Characters Windows takes; longer ones raise."""

NAME = "osu! companion"


def fitting(notice: Notice, platform: str) -> tuple[str, str]:
    """Title and body as the platform can show them: cut, and escaped where the body is markup."""
    title, body = _cut(notice.title, LONGEST_TITLE), _cut(notice.body, LONGEST_BODY)
    return title, html.escape(body, quote=False) if platform == "linux" else body


def _cut(text: str, most: int) -> str:
    text = " ".join(text.replace("\0", "").split())
    return text if len(text) <= most else text[: most - 1] + "…"


class Notifications:
    """Shows notices on a thread of its own: on some platforms that takes seconds.

    Where it does not work that is said once in the log, and the program goes on.
    """

    def __init__(self) -> None:
        self._queue: queue.SimpleQueue[Notice | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._work, name="notifications", daemon=True)
        self._works = True

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self) -> None:
        """Show what is waiting, then end; a desktop that hangs is not waited for."""
        self._queue.put(None)
        self._thread.join(timeout=5)

    def tell(self, notice: Notice) -> None:
        """Show a notice soon; never blocks."""
        self._queue.put(notice)

    def _work(self) -> None:
        while (notice := self._queue.get()) is not None:
            logger.info("told: {}: {}", notice.title, notice.body)
            if self._works:
                self._show(notice)

    def _show(self, notice: Notice) -> None:
        title, body = fitting(notice, sys.platform)
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # plyer warns that it takes notify-send, which is fine
                from plyer import notification  # costs memory, and is not needed where notices are off

                notification.notify(title=title, message=body, app_name=NAME, timeout=10)
        except Exception as error:  # noqa: BLE001 - plyer raises whatever its platform part raises
            self._works = False
            logger.warning(
                "Notifications do not work here ({}); the log has them.", error or type(error).__name__
            )
