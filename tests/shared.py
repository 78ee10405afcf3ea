"""Where the tests find the shared reference data, if it is there."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

SHARED = Path(os.environ.get("COMPANION_SHARED", Path(__file__).resolve().parents[2] / "shared"))


def shared(*parts: str) -> Path:
    """A file or folder of the shared data; skips the test when it is not there.

    The data lies beside the repository (`../shared`) or where `COMPANION_SHARED` says.
    """
    path = SHARED.joinpath(*parts)
    if not path.exists():
        pytest.skip(f"shared data not found: {path} (set COMPANION_SHARED)")
    return path
