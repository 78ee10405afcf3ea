"""Starting another command of this program."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

NO_WINDOW: int = getattr(subprocess, "CREATE_NO_WINDOW", 0)
"""On Windows a console program would flash a window."""


def own_command(*words: str) -> list[str]:
    """The command line of `companion WORDS`, without a console where there is a choice."""
    if getattr(sys, "frozen", False):
        return [sys.executable, *words]
    python = Path(sys.executable)
    windowed = python.with_name("pythonw.exe")
    return [str(windowed if windowed.exists() else python), "-m", "companion", *words]


def run_companion(*words: str) -> None:
    """Start it and do not wait for it."""
    nowhere = subprocess.DEVNULL
    command = own_command(*words)
    subprocess.Popen(command, stdin=nowhere, stdout=nowhere, stderr=nowhere, creationflags=NO_WINDOW)
