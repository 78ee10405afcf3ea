"""The tray, seen from the daemon: an icon's process that talks, complains and goes."""

from __future__ import annotations

import queue
import sys
from pathlib import Path

from loguru import logger

from companion.messages import Command, Resume
from companion.telling import TrayState
from companion.telling.menu import Places
from companion.telling.tray import Tray

COMPLAINS = """
import sys
sys.stdin.readline()
sys.stderr.write("Gtk-WARNING\\n" * 100_000)
print('{"type": "resume"}', flush=True)
sys.stdin.readline()
"""

BREAKS_DOWN = """
import sys
sys.exit("no display")
"""


def tray_of(program: str, said: queue.SimpleQueue[Command]) -> Tray:
    tray = Tray(said.put, Places(Path(), Path(), Path(), Path()))
    tray._command = [sys.executable, "-c", program]
    return tray


def test_an_icon_that_complains_without_end_is_still_heard() -> None:
    """A megabyte is more than a pipe holds."""
    said: queue.SimpleQueue[Command] = queue.SimpleQueue()
    tray = tray_of(COMPLAINS, said)
    tray.start()
    tray.show(TrayState("idle", "Waiting for requests"))
    assert said.get(timeout=30) == Resume()
    tray.stop()


def test_where_there_is_no_tray_the_log_says_why_once() -> None:
    logged: queue.SimpleQueue[str] = queue.SimpleQueue()
    sink = logger.add(lambda message: logged.put(message.record["message"]), level="WARNING")
    tray = tray_of(BREAKS_DOWN, queue.SimpleQueue())
    tray.start()
    assert logged.get(timeout=30) == "There is no tray here (no display); everything else works."
    tray.stop()
    logger.remove(sink)
