"""One engine process: JSON lines in, JSON lines out (`python -m engine.worker`).

With `--look` and names of checkpoints it says at length what it computes on, and leaves.
"""

from __future__ import annotations

import contextlib
import hashlib
import importlib
import os
import queue
import shutil
import sys
import tempfile
import threading
import time
import traceback
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import BinaryIO

import psutil
from pydantic import ValidationError

from engine.errors import Cancelled, EngineError
from engine.progress import Reporter
from engine.protocol import (
    Blob,
    Bye,
    Cancel,
    Failure,
    FailureKind,
    File,
    FromWorker,
    Hello,
    Need,
    Progress,
    Result,
    Run,
    ToWorker,
    encode,
    to_worker,
)
from settings import folders

PROGRESS_INTERVAL = 0.1
"""Seconds between two progress lines at least: the pipe is for people, not for loops."""

FOLDER = "companion-worker-"
"""What the names of temporary folders begin with; the number of the process follows."""


class Worker:
    """Carries out runs one after the other; hears `cancel` and `blob` while it works.

    Args:
        lines: what the companion says, one JSON object a line.
        say: sends one message back.
    """

    def __init__(self, lines: Iterable[bytes], say: Callable[[FromWorker], None]) -> None:
        self._lines = lines
        self._say = say
        self._runs: queue.SimpleQueue[Run | None] = queue.SimpleQueue()
        self._blobs: queue.SimpleQueue[Blob | None] = queue.SimpleQueue()
        self._cancelled: set[str] = set()
        self._leaving = threading.Event()

    def serve(self) -> None:
        """Say hello, then work until the companion says bye or closes the pipe."""
        threading.Thread(target=self._listen, daemon=True).start()
        self._say(Hello())
        importlib.import_module("engine.tasks")  # takes a second: after the greeting, before there is work
        if self._runs.empty():
            self._prepare_modding()
        while (run := self._runs.get()) is not None and not self._leaving.is_set():
            self._say(self._answer(run))

    @staticmethod
    def _prepare_modding() -> None:
        """Load the checks, which are many files: the first save is on its way."""
        from engine.modding.registry import all_checks  # heavy: after the greeting, too

        all_checks()

    def _listen(self) -> None:
        for line in self._lines:
            try:
                message = to_worker.validate_json(line)
            except ValidationError as error:
                sys.stderr.write(f"not a message: {line[:200]!r}: {error}\n")
                continue
            if isinstance(message, Bye):
                break
            self._sort_in(message)
        self._leaving.set()
        self._runs.put(None)
        self._blobs.put(None)

    def _sort_in(self, message: ToWorker) -> None:
        if isinstance(message, Run):
            self._runs.put(message)
        elif isinstance(message, Blob):
            self._blobs.put(message)
        elif isinstance(message, Cancel):
            self._cancelled.add(message.id)
            self._blobs.put(None)  # wakes a run that waits for a file

    def _answer(self, run: Run) -> Result | Failure:
        from engine.tasks import perform

        reporter = Reporter(self._teller(run.id), lambda: run.id in self._cancelled or self._leaving.is_set())
        try:
            with contextlib.ExitStack() as sent:
                files = {
                    file.sha256: self._readable(run.id, file, sent)
                    for file in (run.map, run.audio, *run.others)
                    if file is not None
                }
                return Result(id=run.id, outcome=perform(run, files, reporter, folders().songs_cache))
        except Cancelled:
            return Failure(id=run.id, kind=FailureKind.REQUEST, message="Cancelled.", cancelled=True)
        except EngineError as error:
            return Failure(id=run.id, kind=error.kind, message=error.message, hint=error.hint)
        except MemoryError:
            return Failure(
                id=run.id,
                kind=FailureKind.RESOURCE,
                message="The computer ran out of memory.",
                hint="Close some programs and ask again.",
            )
        except Exception as error:  # noqa: BLE001 - the worker outlives every fault of a task
            traceback.print_exc()
            return Failure(
                id=run.id,
                kind=FailureKind.BUG,
                message=f"Something in the engine broke ({type(error).__name__}: {error}).",
                hint="It is no fault of yours; the log has the details.",
            )
        finally:
            self._cancelled.discard(run.id)

    def _teller(self, run: str) -> Callable[[str, float, float | None], None]:
        last_stage, last_time = "", 0.0

        def tell(stage: str, done: float, left: float | None) -> None:
            nonlocal last_stage, last_time
            now = time.monotonic()
            if stage != last_stage or now - last_time >= PROGRESS_INTERVAL:
                last_stage, last_time = stage, now
                self._say(Progress(id=run, stage=stage, done=round(done, 4), seconds_left=left))

        return tell

    def _readable(self, run: str, file: File, sent: contextlib.ExitStack) -> Path:
        """Where the file's content can be read: the hinted path, or a copy that is asked for by its hash.

        `sent` removes such copies in the end.
        """
        if file.path is not None:
            with contextlib.suppress(OSError):
                if hashlib.sha256(Path(file.path).read_bytes()).hexdigest() == file.sha256:
                    return Path(file.path)
        self._say(Need(id=run, sha256=file.sha256))
        while run not in self._cancelled and not self._leaving.is_set():
            blob = self._blobs.get()
            if blob is not None and blob.sha256 == file.sha256:
                if hashlib.sha256(blob.content).hexdigest() != file.sha256:
                    raise EngineError(
                        FailureKind.INPUT, f"{file.name} changed while it was being read.", "Ask again."
                    )
                copy = Path(sent.enter_context(_folder())) / (file.sha256 + Path(file.name).suffix)
                copy.write_bytes(blob.content)
                return copy
        raise Cancelled


def _folder() -> tempfile.TemporaryDirectory[str]:
    """A folder for a file that was sent; those that killed workers left are removed."""
    for left in Path(tempfile.gettempdir()).glob(f"{FOLDER}*"):
        worker = left.name.removeprefix(FOLDER).partition("-")[0]
        if worker.isdigit() and not psutil.pid_exists(int(worker)):
            shutil.rmtree(left, ignore_errors=True)
    return tempfile.TemporaryDirectory(prefix=f"{FOLDER}{os.getpid()}-")


def look(models: Iterable[str]) -> Hello:
    """What checkpoints would be computed on here, and which of the published and of these are here."""
    try:
        from engine.checkpoint.device import choose  # torch is heavy, and may not be installed
        from engine.checkpoint.hub import CATALOGUE, is_here
    except ImportError as error:
        return Hello(missing=error.name or str(error))
    device = choose()
    precision = str(device.precision).removeprefix("torch.")
    return Hello(
        device=device.name,
        precision=f"{precision}, weights of 8 bits" if device.name == "cpu" else precision,
        problem=device.problem,
        models=tuple(name for name in dict.fromkeys((*CATALOGUE, *models)) if is_here(name)),
    )


def _claim_stdout() -> BinaryIO:
    """Keep standard output for messages; whatever else prints goes to standard error."""
    mine = os.fdopen(os.dup(1), "wb", buffering=0)
    os.dup2(2, 1)
    sys.stdout = sys.stderr
    return mine


def _lower_priority() -> None:
    """Mapping comes first: the game and the editor must not stutter while an engine works."""
    below_normal: int = getattr(psutil, "BELOW_NORMAL_PRIORITY_CLASS", 10)  # the class exists on Windows only
    psutil.Process().nice(below_normal)


def main() -> None:
    """Serve the companion on standard input and output."""
    out = _claim_stdout()
    outbox: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()

    def send() -> None:
        while (line := outbox.get()) is not None:
            with contextlib.suppress(BrokenPipeError):  # the companion is gone; stdin ends us
                out.write(line)

    def say(message: FromWorker) -> None:
        outbox.put(encode(message))  # if it cannot be, who says it breaks down, not the sender

    sender = threading.Thread(target=send)
    sender.start()
    _lower_priority()
    try:
        if sys.argv[1:2] == ["--look"]:
            say(look(sys.argv[2:]))
        else:
            Worker(sys.stdin.buffer, say).serve()
    finally:
        outbox.put(None)  # else the sender would keep a broken worker alive, and its job running for ever
        sender.join()


if __name__ == "__main__":
    main()
