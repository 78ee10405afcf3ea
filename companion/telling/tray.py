"""The tray, seen from the daemon: a process of its own that shows states and sends commands.

A desktop toolkit costs more memory than the whole daemon, wants the main thread on some platforms, and can
crash; none of that is the daemon's business.
"""

from __future__ import annotations

import queue
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Callable

from loguru import logger
from pydantic import TypeAdapter, ValidationError

from companion.messages import Command
from companion.system.own_command import NO_WINDOW
from companion.telling.menu import Places, Stands
from companion.telling.notice import TrayState

state_lines: TypeAdapter[TrayState] = TypeAdapter(TrayState)

_said: TypeAdapter[Command | Stands] = TypeAdapter(Command | Stands)

PATIENCE = 5.0
"""Seconds the icon gets to go away by itself."""


class Tray:
    """Shows states in the tray and posts what is chosen in its menu; never blocks.

    Args:
        post: takes commands.
        places: what its menu can open.
    """

    def __init__(self, post: Callable[[Command], None], places: Places) -> None:
        self._post = post
        self._command = [sys.executable, "-m", "companion.telling.icon_process"]
        self._command += [str(places.songs), str(places.log), str(places.settings_file), str(places.data)]
        self._states: queue.SimpleQueue[TrayState | None] = queue.SimpleQueue()
        self._last: TrayState | None = None
        self._process: subprocess.Popen[bytes] | None = None
        self._last_words: deque[str] = deque(maxlen=1)

    def start(self) -> None:
        """Start the icon's process; where there is no tray it ends, which is said once in the log."""
        pipe = subprocess.PIPE
        self._process = subprocess.Popen(
            self._command, stdin=pipe, stdout=pipe, stderr=pipe, creationflags=NO_WINDOW
        )
        overhearing = self._thread(self._overhear, self._process)
        self._thread(self._feed, self._process)
        self._thread(self._hear, self._process, overhearing)

    def stop(self) -> None:
        """Take the icon away."""
        self._states.put(None)
        if self._process is not None:
            try:
                self._process.wait(PATIENCE)
            except subprocess.TimeoutExpired:
                self._process.kill()

    def show(self, state: TrayState) -> None:
        """Show another state."""
        if state != self._last:
            self._last = state
            self._states.put(state)

    @staticmethod
    def _thread(work: Callable[..., None], *arguments: object) -> threading.Thread:
        thread = threading.Thread(target=work, args=arguments, name=f"tray {work.__name__}", daemon=True)
        thread.start()
        return thread

    def _feed(self, process: subprocess.Popen[bytes]) -> None:
        assert process.stdin is not None
        try:
            with process.stdin as pipe:
                while (state := self._states.get()) is not None:
                    pipe.write(state_lines.dump_json(state) + b"\n")
                    pipe.flush()
        except OSError:
            logger.debug("the tray's process is gone")  # why is said by the one who hears it

    def _overhear(self, process: subprocess.Popen[bytes]) -> None:
        """Toolkits complain at length; a pipe that nobody empties would stop the icon one day."""
        assert process.stderr is not None
        with process.stderr as lines:
            for line in lines:
                self._last_words.extend(line.decode(errors="replace").strip().splitlines())

    def _hear(self, process: subprocess.Popen[bytes], overhearing: threading.Thread) -> None:
        assert process.stdout is not None
        with process.stdout as lines:
            for line in lines:
                self._take(line)
        overhearing.join()
        if process.wait():
            why = self._last_words[0] if self._last_words else f"exit status {process.returncode}"
            logger.warning("There is no tray here ({}); everything else works.", why)

    def _take(self, line: bytes) -> None:
        try:
            said = _said.validate_json(line)
        except ValidationError:
            logger.warning("the tray said something that is no command: {}", line[:200])
            return
        if isinstance(said, Stands):
            logger.debug("The tray's menu: {}", said.model_dump_json())
        else:
            self._post(said)
