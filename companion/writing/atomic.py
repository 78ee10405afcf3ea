"""Files that are whole or not there: temporary file in the same folder, fsync, replace."""

from __future__ import annotations

import hashlib
import os
import threading
from collections.abc import Callable
from pathlib import Path

TEMPORARY_MARK = "~companion-"
RETRY_FOR = (0.05, 0.1, 0.2, 0.4, 0.8, 1.6, 3.2, 3.2)
"""Pauses (s) between tries while the game or an antivirus holds a file open (Windows sharing violation)."""


def sha256_of(content: bytes) -> str:
    """SHA-256 as lower-case hex."""
    return hashlib.sha256(content).hexdigest()


def content_sha256(path: Path) -> str | None:
    """SHA-256 of a file's content; none when there is no such file."""
    try:
        return sha256_of(path.read_bytes())
    except FileNotFoundError:
        return None


def stage(folder: Path, name: str, content: bytes) -> Path:
    """Write a complete temporary file that :func:`put` can move into place.

    Raises:
        OSError: the folder is gone, the disk is full.
    """
    temporary = folder / f"{TEMPORARY_MARK}{name}.tmp"
    with temporary.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    return temporary


def put(temporary: Path, final: Path) -> None:
    """Give a staged file its final name, in one step.

    Raises:
        PermissionError: another program held the target open the whole time.
        OSError: anything else the system says.
    """
    patiently(lambda: temporary.replace(final))
    sync_folder(final.parent)


def take_away(path: Path) -> None:
    """Delete a file; it is fine when it is gone already.

    Raises:
        PermissionError: another program held it open the whole time.
    """
    patiently(lambda: path.unlink(missing_ok=True))
    sync_folder(path.parent)


def write(path: Path, content: bytes) -> None:
    """Put content under a name, whole or not at all."""
    put(stage(path.parent, sha256_of(content)[:16], content), path)


def patiently(step: Callable[[], object]) -> None:
    """Do a file operation, again after growing pauses while another program is in the way."""
    pause = threading.Event()
    for seconds in RETRY_FOR:
        try:
            step()
        except PermissionError:
            pause.wait(seconds)
        else:
            return
    step()


def sync_folder(folder: Path) -> None:
    """Make renames in a folder outlive the power; Windows does it by itself."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
