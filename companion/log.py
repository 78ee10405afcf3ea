"""The log: a rotating file with everything, standard error with what a person should see."""

from __future__ import annotations

import sys
from pathlib import Path

from loguru import logger


def start_log(folder: Path) -> Path:
    """Log to `companion.log` in a folder from now on; returns the file."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "companion.log"
    logger.remove()
    logger.add(path, rotation="2 MB", retention=5, encoding="utf-8", level="DEBUG", enqueue=False)
    if sys.stderr is not None:  # a windowed program has none
        logger.add(sys.stderr, level="WARNING", format="{message}")
    return path
