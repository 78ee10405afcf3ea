"""Commands of other processes: left as files, posted, and gone when they were carried out."""

from __future__ import annotations

import queue
from collections.abc import Iterator
from pathlib import Path

import pytest

from companion.inbox import Inbox, leave, wait_until_taken
from companion.messages import Asked, Pause, Resume

PATIENCE = 30


class Running:
    """An inbox and what it posted."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.posted: queue.SimpleQueue[Asked] = queue.SimpleQueue()
        self.inbox = Inbox(folder, self.posted.put)


@pytest.fixture
def running(tmp_path: Path) -> Iterator[Running]:
    running = Running(tmp_path / "inbox")
    running.inbox.start()
    yield running
    running.inbox.stop()


def test_a_command_that_is_left_is_posted_with_its_receipt(running: Running) -> None:
    receipt = leave(running.folder, Pause())
    assert running.posted.get(timeout=PATIENCE) == Asked(Pause(), receipt)
    assert receipt.exists(), "who carries it out takes it away"


def test_a_command_left_while_nobody_ran_comes_first(tmp_path: Path) -> None:
    receipt = leave(tmp_path, Resume())
    posted: queue.SimpleQueue[Asked] = queue.SimpleQueue()
    inbox = Inbox(tmp_path, posted.put)
    inbox.start()
    assert posted.get(timeout=PATIENCE) == Asked(Resume(), receipt)
    inbox.stop()


def test_a_command_that_another_program_holds_is_read_when_it_lets_go(
    running: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And those after it are heard, too."""
    read, refused = Path.read_bytes, queue.SimpleQueue[Path]()

    def held_once(path: Path) -> bytes:
        if refused.empty():
            refused.put(path)
            raise PermissionError(13, "held by another program", str(path))
        return read(path)

    monkeypatch.setattr(Path, "read_bytes", held_once)
    first = leave(running.folder, Pause())
    assert running.posted.get(timeout=PATIENCE) == Asked(Pause(), first)
    second = leave(running.folder, Resume())
    assert running.posted.get(timeout=PATIENCE) == Asked(Resume(), second)


def test_what_is_no_command_is_thrown_away_and_the_next_one_is_heard(running: Running) -> None:
    odd = running.folder / "1.command.json"
    part = running.folder / "1.tmp"
    part.write_text('{"type": "dance"}')
    part.replace(odd)
    receipt = leave(running.folder, Resume())
    assert running.posted.get(timeout=PATIENCE).receipt == receipt
    assert not odd.exists()


def test_a_command_is_taken_when_its_receipt_is_gone(tmp_path: Path) -> None:
    receipt = leave(tmp_path, Pause())
    assert not wait_until_taken(receipt, 0)
    receipt.unlink()
    assert wait_until_taken(receipt, PATIENCE)
