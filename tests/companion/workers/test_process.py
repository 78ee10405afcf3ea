"""An engine process, seen from the companion: real processes that say odd things."""

from __future__ import annotations

import queue
import sys

import pytest

from companion.messages import WorkerDied, WorkerSaid
from companion.workers import WorkerProcess
from engine.protocol import Failure, FailureKind, Progress

PATIENCE = 30


def said_by(program: str) -> list[WorkerSaid | WorkerDied]:
    """Everything posted by a process that runs a program, its end included."""
    posted: queue.SimpleQueue[WorkerSaid | WorkerDied] = queue.SimpleQueue()
    WorkerProcess("test", [sys.executable, "-c", program], posted.put)
    said: list[WorkerSaid | WorkerDied] = []
    while not said or not isinstance(said[-1], WorkerDied):
        said.append(posted.get(timeout=PATIENCE))
    return said


def test_what_it_says_is_posted_and_its_end_with_its_last_words() -> None:
    line = '{"type": "progress", "id": "1", "stage": "Listening", "done": 0.5}'
    progress, died = said_by(f"import sys; print('{line}'); sys.exit('no more strength')")
    assert progress == WorkerSaid("test", Progress(id="1", stage="Listening", done=0.5))
    assert died == WorkerDied("test", "no more strength")


def test_a_result_that_is_not_understood_ends_its_run_and_nothing_waits_for_ever() -> None:
    said, _ = said_by("""print('{"type": "result", "id": "7", "outcome": {"new": "field"}}')""")
    assert isinstance(said, WorkerSaid)
    assert isinstance(said.message, Failure)
    assert (said.message.id, said.message.kind) == ("7", FailureKind.BUG)


def test_stray_lines_are_passed_over() -> None:
    assert len(said_by("print('Loading...'); print('[1, 2]')")) == 1


@pytest.mark.skipif(sys.platform == "win32", reason="there are no signals")
def test_one_that_was_killed_has_no_last_words_but_a_likely_reason() -> None:
    died = said_by("import os, signal; os.kill(os.getpid(), signal.SIGKILL)")
    assert died == [WorkerDied("test", "it was killed; perhaps the computer ran out of memory")]
