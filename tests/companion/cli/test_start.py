"""What a start of the daemon loads: the mapper waits for every module of it."""

from __future__ import annotations

import subprocess
import sys

LATER = (
    "rich",  # tables of other commands
    "tomlkit",  # a setting changed on the page
    "starlette",  # the page, when it is opened
    "uvicorn",
    "jinja2",
    "pystray",  # the icon's own process
    "PIL",
    "plyer",  # the first notification
    "numpy",  # the engine's processes
    "torch",
    "av",
)


def test_nothing_is_loaded_that_a_running_daemon_may_never_need() -> None:
    code = "import companion.cli, companion.daemon, sys; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = {name.partition(".")[0] for name in done.stdout.split()}
    assert "companion" in loaded
    assert loaded.intersection(LATER) == set()
