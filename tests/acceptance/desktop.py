"""A desktop without a screen: Xvfb, a window manager, a tray; and a private message bus."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.waiting import wait_for

PROGRAMS = ("Xvfb", "xdotool", "trayer", "openbox", "xwininfo", "import")


class Desktop:
    """A virtual screen with a panel whose right end holds the tray."""

    def __init__(self, display: str, theme: str) -> None:
        self.environment = {"DISPLAY": display, "PYSTRAY_BACKEND": "gtk", "GTK_THEME": theme}

    def run(self, *command: str) -> str:
        """A program of the desktop; what it prints."""
        done = subprocess.run(
            command, env=os.environ | self.environment, capture_output=True, text=True, check=False
        )
        return done.stdout

    def picture(self, path: Path) -> None:
        """A picture of the whole screen."""
        self.run("import", "-window", "root", str(path))


@contextmanager
def desktop(theme: str = "Adwaita") -> Iterator[Desktop]:
    """A desktop for as long as it is needed; skips where a program is missing."""
    missing = [program for program in PROGRAMS if shutil.which(program) is None]
    if missing:
        pytest.skip(f"not installed: {', '.join(missing)}")
    pytest.importorskip("gi", reason="PyGObject is not installed (extra linux-tray)")
    read, write = os.pipe()
    screen = subprocess.Popen(
        # without -noreset it throws out who comes just when the last client, such as xprop, leaves
        ["Xvfb", "-noreset", "-displayfd", str(write), "-screen", "0", "800x600x24"],
        pass_fds=[write],
        stderr=subprocess.DEVNULL,
    )
    os.close(write)
    with os.fdopen(read) as pipe:
        found = Desktop(f":{pipe.readline().strip()}", theme)
    environment = os.environ | found.environment
    panel = [
        "trayer",
        "--edge",
        "top",
        "--align",
        "right",
        "--width",
        "20",
        "--height",
        "32",
        "--SetDockType",
        "true",
    ]
    others: list[subprocess.Popen[bytes]] = []

    def start(command: list[str]) -> None:
        silent = subprocess.DEVNULL
        others.append(subprocess.Popen(command, env=environment, stderr=silent, stdout=silent))

    try:
        start(["openbox"])
        assert wait_for(lambda: "_NET_SUPPORTING_WM_CHECK(" in found.run("xprop", "-root"), 60)
        start(panel)
        assert wait_for(lambda: '"panel"' in found.run("xwininfo", "-root", "-tree"), 60)
        yield found
    finally:
        for process in (*others, screen):
            process.terminate()
            process.wait(20)
