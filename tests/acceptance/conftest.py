"""What the tests of the real thing share."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.acceptance.daemons import Daemon


@pytest.fixture
def daemon(tmp_path: Path) -> Iterator[Daemon]:
    """A daemon that is not started yet, on a Songs folder of its own."""
    daemon = Daemon(tmp_path)
    yield daemon
    if hasattr(daemon, "process"):
        daemon.kill()
