"""Only one companion at a time: a lock file held for life, which dies with the process."""

from __future__ import annotations

from pathlib import Path

from filelock import FileLock, Timeout


class AlreadyRunningError(Exception):
    """Another companion holds the lock."""


def hold(data: Path) -> FileLock:
    """Take the lock; it is let go when the process ends, however it ends.

    Raises:
        AlreadyRunningError: somebody else has it.
    """
    data.mkdir(parents=True, exist_ok=True)
    lock = FileLock(data / "running.lock")
    try:
        lock.acquire(timeout=0)
    except Timeout as error:
        raise AlreadyRunningError(
            "The companion is running already; look for its icon in the tray."
        ) from error
    return lock
