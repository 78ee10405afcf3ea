"""One engine process: started, fed, listened to, and ended."""

from __future__ import annotations

import json
import queue
import subprocess
import threading
from collections import deque
from collections.abc import Callable, Sequence

from loguru import logger
from pydantic import ValidationError

from companion.messages import WorkerDied, WorkerSaid
from companion.system.own_command import NO_WINDOW
from engine.protocol import Bye, Failure, FailureKind, FromWorker, ToWorker, encode, from_worker

LAST_WORDS = 20
"""Lines of standard error that are kept to say why a worker died."""


KILLED = 9
"""Signal with which Linux ends a process when memory is short."""


class WorkerProcess:
    """An engine process and the three threads on its pipes.

    Args:
        name: as in the settings; part of everything it posts.
        command: its command line.
        post: takes what it says, and that it died.
    """

    def __init__(
        self, name: str, command: Sequence[str], post: Callable[[WorkerSaid | WorkerDied], None]
    ) -> None:
        self._name = name
        self._post = post
        self._outbox: queue.SimpleQueue[ToWorker | None] = queue.SimpleQueue()
        self._process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            creationflags=NO_WINDOW,
        )
        self._last_words: deque[str] = deque(maxlen=LAST_WORDS)
        self._overhearing = self._begin(self._overhear)
        self._begin(self._feed)
        self._begin(self._hear)

    @property
    def pid(self) -> int:
        """Of the process."""
        return self._process.pid

    def send(self, message: ToWorker) -> None:
        """Say something; never blocks."""
        self._outbox.put(message)

    def dismiss(self) -> None:
        """Ask it to leave; it posts its end like any other."""
        self.send(Bye())
        self._outbox.put(None)

    def kill(self) -> None:
        """End it now."""
        self._process.kill()

    def _begin(self, work: Callable[[], None]) -> threading.Thread:
        thread = threading.Thread(target=work, name=f"{self._name} {work.__name__}", daemon=True)
        thread.start()
        return thread

    def _feed(self) -> None:
        assert self._process.stdin is not None
        try:
            with self._process.stdin as pipe:
                while (message := self._outbox.get()) is not None:
                    pipe.write(encode(message))
                    pipe.flush()
        except OSError:
            logger.debug("{} closed its ear", self._name)  # its end is posted by the one who hears it

    def _hear(self) -> None:
        assert self._process.stdout is not None
        with self._process.stdout as lines:
            for line in lines:
                message = self._understood(line)
                if message is not None:
                    self._post(WorkerSaid(self._name, message))
        code = self._process.wait()
        self._overhearing.join()
        self._outbox.put(None)
        self._post(WorkerDied(self._name, "\n".join(self._last_words) or _without_a_word(code)))

    def _understood(self, line: bytes) -> FromWorker | None:
        try:
            return from_worker.validate_json(line)
        except ValidationError:
            logger.warning("{} said something that is no message: {}", self._name, line[:200])
            return _misunderstood(line)

    def _overhear(self) -> None:
        assert self._process.stderr is not None
        with self._process.stderr as lines:
            for line in lines:
                text = line.decode(errors="replace").rstrip()
                self._last_words.append(text)
                logger.debug("{}: {}", self._name, text)


def _without_a_word(code: int) -> str:
    """Why a process ended that said nothing."""
    if code == -KILLED:
        return "it was killed; perhaps the computer ran out of memory"
    return f"exit status {code}"


def _misunderstood(line: bytes) -> Failure | None:
    """Ends the run that a line belongs to which is no message: an engine of another version may run there."""
    try:
        said = json.loads(line)
    except ValueError:
        return None
    if not isinstance(said, dict) or said.get("type") not in ("result", "failure") or "id" not in said:
        return None
    message = "The engine answered in words this companion does not know."
    hint = "Is it the same version everywhere?"
    return Failure(id=str(said["id"]), kind=FailureKind.BUG, message=message, hint=hint)
