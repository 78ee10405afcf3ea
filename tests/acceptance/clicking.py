"""Clicking through the tray's real menu: which keys lead to an entry, and what the icon says."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from companion.telling import Queued, Recent, TrayState
from companion.telling.menu import Entry, Menu, Places, menu
from tests.acceptance.daemons import Daemon, wait_for
from tests.acceptance.desktop import Desktop

ICON = (785, 16)
"""Where the panel's right end shows the icon."""

_MENU_WINDOW = re.compile(r'"icon_process\.py": \("icon_process\.py" "Icon_process\.py"\)  \d{3,}x\d{2,}')


class Tray:
    """The tray of a running daemon, seen and clicked as a person does."""

    def __init__(self, screen: Desktop, daemon: Daemon) -> None:
        self.screen, self.daemon = screen, daemon
        self.difficulty: Path | None = None

    def title(self) -> str:
        """What the icon says when pointed at."""
        found = re.search(r'"osu! companion: (.*?)": ', self._windows())
        return found[1] if found else ""

    def says(self, text: str, seconds: float = 30) -> bool:
        """Whether the icon comes to say something."""
        return wait_for(lambda: text in self.title(), seconds)

    def open(self) -> None:
        """Open the menu."""
        self.screen.run("xdotool", "mousemove", *map(str, ICON), "click", "3")
        assert wait_for(self.is_open, 20), "the menu did not open"

    def is_open(self) -> bool:
        """Whether the menu stands open."""
        return _MENU_WINDOW.search(self._windows()) is not None

    def click(self, *labels: str) -> None:
        """Open the menu, go to an entry (by parts of labels) and choose it."""
        self.open()
        for key in keys(self.menu(), labels):
            self.screen.run("xdotool", "key", "--delay", "60", key)
        assert wait_for(lambda: not self.is_open(), 20), "the menu did not close"

    def menu(self) -> Menu:
        """The menu as it must stand now: with the real one's shape."""
        home = self.daemon.home
        places = Places(self.daemon.songs, home / "log", home / "config", home / "data")
        jobs = [job for job in self.daemon.jobs() if not job.state.ended]
        results = self.daemon.unjudged()
        state = TrayState(
            "idle",
            "",
            self.difficulty,
            tuple(Queued(job.id, job.request.task) for job in jobs),
            tuple(Recent(job, path.stem, path) for job, path in results),
            undoable=self.daemon.undoable(),
            report=self.difficulty,
        )
        return menu(state, places, starts_with_system=False)

    def _windows(self) -> str:
        return self.screen.run("xwininfo", "-root", "-tree")


def keys(entries: Menu | tuple[Entry, ...], labels: Sequence[str]) -> list[str]:
    """The keys from an open menu to an entry; Down passes over what cannot be chosen."""
    pressed: list[str] = []
    for depth, label in enumerate(labels):
        there = [entry for entry in entries if entry is not None and entry.enabled]
        place = next(i for i, entry in enumerate(there) if label in entry.label)
        pressed += ["Down"] * (place + (depth == 0))
        last = depth == len(labels) - 1
        pressed.append("Return" if last else "Right")
        entries = there[place].entries
    return pressed
