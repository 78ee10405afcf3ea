"""The command line, as a mapper types it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType


def run_companion(
    home: Path,
    *words: str,
    typed: str = "",
    folder: Path | None = None,
    environment: Mapping[str, str] = MappingProxyType({}),
) -> subprocess.CompletedProcess[str]:
    """What `companion` with these words says and how it ends.

    Args:
        home: where its settings and data lie.
        words: of the command.
        typed: what the mapper types when asked.
        folder: where the command is given; None: where the tests run.
        environment: variables besides those of the tests.
    """
    return subprocess.run(
        [sys.executable, "-m", "companion", *words],
        env={**os.environ, "COMPANION_HOME": str(home), "COMPANION_NOTIFICATIONS": "false", **environment},
        input=typed,
        capture_output=True,
        text=True,
        timeout=110,
        check=False,
        cwd=folder,
    )
