"""When has a file stopped changing? Quiet time, and equal size and mtime on two looks."""

from __future__ import annotations

import math
from dataclasses import dataclass
from pathlib import Path

Stamp = tuple[int, int]
"""mtime (ns) and size of a file."""


@dataclass
class _Waiting:
    due: float
    stamp: Stamp | None


class Settling:
    """Files that may have changed, until they lie still. Pure: clock and stamps come from outside.

    Args:
        quiet: seconds a file must lie still.
    """

    def __init__(self, quiet: float) -> None:
        self._quiet = quiet
        self._waiting: dict[Path, _Waiting] = {}

    def touch(self, path: Path, stamp: Stamp | None, now: float) -> None:
        """Something happened to a file; `stamp` is what it looks like now (none: not there)."""
        self._waiting[path] = _Waiting(now + self._quiet, stamp)

    def waits_for(self, suffix: str) -> bool:
        """Whether a file that is called so, and is there, may still be changing."""
        return any(path.suffix == suffix and each.stamp is not None for path, each in self._waiting.items())

    def next_look(self) -> float:
        """When to look again; infinity when nothing is waited for."""
        return min((each.due for each in self._waiting.values()), default=math.inf)

    def due(self, now: float) -> list[Path]:
        """The files to look at now."""
        return [path for path, each in self._waiting.items() if each.due <= now]

    def look(self, path: Path, stamp: Stamp | None, now: float) -> bool:
        """Take a second look at a file; true when it has settled. A file that is gone is forgotten."""
        waiting = self._waiting.get(path)
        if waiting is None:
            return False
        if stamp is not None and stamp != waiting.stamp:
            self._waiting[path] = _Waiting(now + self._quiet, stamp)
            return False
        del self._waiting[path]
        return stamp is not None
