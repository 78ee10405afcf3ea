"""A real icon in a real tray, clicked like a mapper clicks it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.acceptance.daemons import Daemon, wait_for
from tests.acceptance.desktop import Desktop, desktop

ICON = (785, 16)
"""Where the panel's right end shows the icon."""


@pytest.fixture
def screen() -> Iterator[Desktop]:
    with desktop() as found:
        yield found


@pytest.mark.timeout(120)
def test_the_icon_appears_and_its_menu_quits_the_companion(screen: Desktop, tmp_path: Path) -> None:
    daemon = Daemon(tmp_path, "--tray", **screen.environment)
    empty = tmp_path / "empty.png"
    screen.picture(empty)
    daemon.start()
    try:
        shown = tmp_path / "shown.png"

        def appeared() -> bool:
            screen.picture(shown)
            return shown.read_bytes() != empty.read_bytes()

        assert wait_for(appeared, 20)
        screen.run("xdotool", "mousemove", *map(str, ICON), "click", "3")
        menu = tmp_path / "menu.png"
        before = shown.read_bytes()

        def opened() -> bool:
            screen.picture(menu)
            return len(menu.read_bytes()) > len(before) + 500

        assert wait_for(opened, 20)
        screen.run("xdotool", "key", "Up", "Return")  # the last entry: quit
        assert wait_for(lambda: daemon.process.poll() is not None, 20)
        assert daemon.process.returncode == 0
    finally:
        daemon.kill()
