"""Notifications of the desktop, behind one interface."""

from __future__ import annotations

import html
import queue
import shutil
import subprocess
import sys
import threading
import warnings

from loguru import logger

from companion import NAME
from companion.telling.notice import Notice

LONGEST_TITLE, LONGEST_BODY = 64, 256
"""Characters Windows takes; longer ones raise."""

SEND_PATIENCE = 10.0
"""Seconds a notification service gets to take a notification."""


def fitting(notice: Notice, platform: str) -> tuple[str, str]:
    """Title and body as the platform can show them: cut, and escaped where the body is markup."""
    title, body = _cut(notice.title, LONGEST_TITLE), _cut(notice.body, LONGEST_BODY)
    return title, html.escape(body, quote=False) if platform == "linux" else body


def _cut(text: str, most: int) -> str:
    text = " ".join(text.replace("\0", "").split())
    return text if len(text) <= most else text[: most - 1] + "…"


class NotShownError(Exception):
    """A notification could not be shown; the message says why."""

    def __init__(self, why: str, remedy: str) -> None:
        super().__init__(why)
        self.remedy = remedy


def show(notice: Notice) -> None:
    """Show a notice; on some platforms that takes seconds.

    Raises:
        NotShownError: the desktop does not show it.
    """
    title, body = fitting(notice, sys.platform)
    sender = shutil.which("notify-send") if sys.platform == "linux" else None
    if sender is not None:
        _send([sender, f"--app-name={NAME}", "--", title, body])
    else:
        _show_by_plyer(title, body)


def _send(command: list[str]) -> None:
    remedy = "Is a notification service running? Desktops bring one; else install one, such as dunst."
    try:
        ran = subprocess.run(command, capture_output=True, timeout=SEND_PATIENCE, check=False)
    except (OSError, subprocess.TimeoutExpired) as error:
        raise NotShownError(str(error), remedy) from error
    if ran.returncode:
        raise NotShownError(ran.stderr.decode(errors="replace").strip() or "notify-send failed", remedy)


def _show_by_plyer(title: str, body: str) -> None:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # plyer warns of what it falls back to
            from plyer import notification  # costs memory, and is not needed where notices are off

            notification.notify(title=title, message=body, app_name=NAME, timeout=10)
    except Exception as error:
        where = "sudo apt install libnotify-bin" if sys.platform == "linux" else "Is Do Not Disturb on?"
        raise NotShownError(str(error) or type(error).__name__, where) from error


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
        try:
            show(notice)
        except NotShownError as error:
            self._works = False
            logger.warning("Notifications do not work here ({}); the log has them. {}", error, error.remedy)
