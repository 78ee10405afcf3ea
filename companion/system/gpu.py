"""Whether a program keeps the graphics card busy, as NVIDIA's own tool says."""

from __future__ import annotations

import shutil
import subprocess

from loguru import logger

from companion.system.own_command import NO_WINDOW

BUSY = 60
"""Percent of the time in which the card computes (utilisation). An editor and a desktop stay below it; a
render, a training or a game does not. How full its memory is says nothing: our own model may lie there."""

PATIENCE = 5.0
"""Seconds until a driver that hangs is not waited for."""


def find_nvidia_smi() -> str | None:
    """The tool that comes with the driver; none: there is no such card."""
    return shutil.which("nvidia-smi")


def gpu_busy(nvidia_smi: str) -> bool:
    """Whether a card is busy now; one that cannot be asked is not waited for."""
    query = [nvidia_smi, "--query-gpu=utilization.gpu", "--format=csv,noheader,nounits"]
    try:
        told = subprocess.run(
            query, capture_output=True, timeout=PATIENCE, check=True, creationflags=NO_WINDOW
        )
    except (OSError, subprocess.SubprocessError) as error:
        logger.debug("the graphics card does not tell how busy it is: {}", error)
        return False
    # a line for each card; one that does not know says [N/A]
    return any(int(line) >= BUSY for line in told.stdout.split() if line.isdigit())
