"""Programs of other people, played by small ones of our own."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest


def nvidia_smi(folder: Path, told: str) -> Path:
    """A program that says what stands in `told` beside it, and writes down in `asked` what it was asked.

    Returns:
        The program; a folder for the PATH is its parent.
    """
    if sys.platform == "win32":
        pytest.skip("the small program is a shell script")
    folder.mkdir()
    (folder / "told").write_text(told)
    program = folder / "nvidia-smi"
    program.write_text(f'#!/bin/sh\necho "$@" >> "{folder}/asked"\ncat "{folder}/told"\n')
    program.chmod(0o755)
    return program
