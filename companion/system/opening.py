"""Opening a folder or file as a double click would."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from loguru import logger


def open_path(path: Path) -> None:
    """Open it with the system; what goes wrong is logged, for nobody waits for it."""
    try:
        if sys.platform == "win32":
            try:
                os.startfile(path)  # noqa: S606 - a double click is what is meant
            except OSError:
                if not path.is_file():
                    raise
                subprocess.Popen(["notepad", str(path)])  # nothing is set up for files of its kind
        else:
            opener = "open" if sys.platform == "darwin" else "xdg-open"
            subprocess.Popen([opener, str(path)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    except OSError as error:
        logger.warning("{} could not be opened: {}", path, error)
