"""Clicking through the tray's real menu: which keys lead to an entry, and what the icon says."""

from __future__ import annotations

import re
from collections.abc import Sequence

from companion.telling.menu import Stands
from tests.acceptance.daemons import Daemon
from tests.acceptance.desktop import Desktop
from tests.waiting import wait_for

ICON = (785, 16)
"""Where the panel's right end shows the icon."""

_MENU_WINDOW = re.compile(r'"icon_process\.py": \("icon_process\.py" "Icon_process\.py"\)  \d{3,}x\d{2,}')


class Tray:
    """The tray of a running daemon, seen and clicked as a person does."""

    def __init__(self, screen: Desktop, daemon: Daemon) -> None:
        self.screen, self.daemon = screen, daemon

    def title(self) -> str:
        """What the icon says when pointed at."""
        found = re.search(r'"osu! companion: (.*?)": ', self._windows())
        return found[1] if found else ""

    def says(self, text: str, seconds: float = 60) -> bool:
        """Whether the icon comes to say something."""
        return wait_for(lambda: self.title() == text, seconds)

    def open(self) -> None:
        """Open the menu."""
        self.screen.run("xdotool", "mousemove", *map(str, ICON), "click", "3")
        assert wait_for(self.is_open, 20), "the menu did not open"

    def is_open(self) -> bool:
        """Whether the menu stands open."""
        return _MENU_WINDOW.search(self._windows()) is not None

    def click(self, *labels: str) -> None:
        """Open the menu, go to an entry (by parts of labels) and choose it."""
        assert wait_for(lambda: self.offers(*labels), 60), f"the menu does not offer {labels}"
        self.open()
        for key in keys(self.stands().offers, labels):
            self.screen.run("xdotool", "key", "--delay", "60", key)
        assert wait_for(lambda: not self.is_open(), 20), "the menu did not close"

    def offers(self, *labels: str) -> bool:
        """Whether the menu has an entry that can be chosen, by parts of the labels that lead to it."""
        return any(_leads(labels, path) for path in self.stands().offers)

    def stands(self) -> Stands:
        """What stands in the menu, as the icon's process says."""
        log = (self.daemon.home / "log" / "companion.log").read_text(encoding="utf-8")
        said = re.findall(r"The tray's menu: (.*)", log)
        return Stands.model_validate_json(said[-1]) if said else Stands(offers=(), says=())

    def _windows(self) -> str:
        return self.screen.run("xwininfo", "-root", "-tree")


def keys(paths: Sequence[Sequence[str]], labels: Sequence[str]) -> list[str]:
    """The keys from an open menu to an entry; Down passes over what cannot be chosen."""
    way = next(path for path in paths if _leads(labels, path))
    pressed: list[str] = []
    for depth in range(len(way)):
        beside = [path for path in paths if len(path) == depth + 1 and path[:depth] == way[:depth]]
        pressed += ["Down"] * (beside.index(way[: depth + 1]) + (depth == 0))
        pressed.append("Right" if depth + 1 < len(way) else "Return")
    return pressed


def _leads(labels: Sequence[str], path: Sequence[str]) -> bool:
    return len(labels) == len(path) and all(map(str.__contains__, path, labels))
