"""Commands for the running companion, left as files by other processes (the command line).

A command is stored before anyone is told that it was taken: the file is whole or not there, and it
is removed only when the loop has carried it out.
"""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable
from pathlib import Path

from loguru import logger
from pydantic import ValidationError
from watchdog.events import (
    FileCreatedEvent,
    FileDeletedEvent,
    FileMovedEvent,
    FileSystemEvent,
    FileSystemEventHandler,
)
from watchdog.observers import Observer

from companion.messages import Asked, Command, command

SUFFIX = ".command.json"

READ_AGAIN = 0.5
"""Seconds until a command is read again that another program holds: an antivirus looks at what is new."""


def leave(inbox: Path, asked: Command) -> Path:
    """Leave a command; the receipt vanishes when the companion has carried it out."""
    inbox.mkdir(parents=True, exist_ok=True)
    name = f"{time.time_ns()}-{os.getpid()}"
    temporary = inbox / f"{name}.tmp"
    with temporary.open("wb") as file:
        file.write(asked.model_dump_json().encode())
        file.flush()
        os.fsync(file.fileno())
    receipt = inbox / (name + SUFFIX)
    temporary.replace(receipt)
    return receipt


def wait_until_taken(receipt: Path, seconds: float) -> bool:
    """Whether the companion took a command within this time."""
    gone = threading.Event()
    watch = Observer()

    class Gone(FileSystemEventHandler):
        def on_deleted(self, event: FileSystemEvent) -> None:
            # the name alone: macOS tells paths without the links in them
            if Path(os.fsdecode(event.src_path)).name == receipt.name:
                gone.set()

    watch.schedule(Gone(), str(receipt.parent), event_filter=[FileDeletedEvent])
    watch.start()
    try:
        return not receipt.exists() or gone.wait(seconds)
    finally:
        watch.stop()
        watch.join()


class Inbox:
    """Posts every command that lies in the inbox or arrives there, now and then twice.

    The loop carries out a command only while its receipt exists.
    """

    def __init__(self, folder: Path, post: Callable[[Asked], None]) -> None:
        self._folder = folder
        self._post = post
        self._observer = Observer()

    def start(self) -> None:
        """Begin; what lay there already comes first."""
        self._folder.mkdir(parents=True, exist_ok=True)
        handler = _Arrived(self._read)
        self._observer.schedule(handler, str(self._folder), event_filter=[FileCreatedEvent, FileMovedEvent])
        self._observer.start()
        for path in sorted(self._folder.glob(f"*{SUFFIX}")):
            self._read(path)

    def stop(self) -> None:
        """End."""
        self._observer.stop()
        self._observer.join()

    def _read(self, path: Path) -> None:
        if not path.name.endswith(SUFFIX):
            return
        try:
            asked = command.validate_json(path.read_bytes())
        except FileNotFoundError:
            return
        except OSError as error:
            logger.warning("the command {} cannot be read yet: {}", path.name, error)
            again = threading.Timer(READ_AGAIN, self._read, (path,))
            again.daemon = True
            again.start()
            return
        except ValidationError as error:
            logger.error("the command {} is not understood and thrown away: {}", path.name, error)
            path.unlink(missing_ok=True)
            return
        self._post(Asked(asked, path))


class _Arrived(FileSystemEventHandler):
    def __init__(self, read: Callable[[Path], None]) -> None:
        self._read = read

    def on_created(self, event: FileSystemEvent) -> None:
        self._read(Path(os.fsdecode(event.src_path)))

    def on_moved(self, event: FileSystemEvent) -> None:
        self._read(Path(os.fsdecode(event.dest_path)))
