"""The process behind the icon: states come in on standard input, commands go out on standard output."""

from __future__ import annotations

import os
import sys
import threading
from functools import partial
from pathlib import Path
from typing import Any

from companion.messages import Command, Pause, Quit, Resume, Undo
from companion.system.opening import open_path
from companion.telling.icon import draw
from companion.telling.notice import TrayState
from companion.telling.tray import state_lines

NAME = "osu! companion"


class Icon:
    """The icon and its menu.

    Args:
        songs: the Songs folder.
        log: the log file.
    """

    def __init__(self, songs: Path, log: Path) -> None:
        if sys.platform == "linux" and "PYSTRAY_BACKEND" not in os.environ:
            os.environ["PYSTRAY_BACKEND"] = _linux_backend()
        import pystray  # picks its backend when it is imported, and fails there without a display

        self._songs = songs
        self._log = log
        self._state = TrayState("idle", "Starting")
        self._shown = False
        self._icon: Any = pystray.Icon(NAME, draw("idle"), NAME, self._menu(pystray))  # pystray is untyped

    def run(self) -> None:
        """Show it until standard input ends."""
        try:
            self._icon.run(self._follow)
        except Exception as error:
            if not self._shown:
                raise
            sys.stderr.write(f"{error}\n")  # toolkits complain when they are taken down

    def _follow(self, icon: Any) -> None:  # noqa: ANN401 - pystray is untyped
        icon.visible = True
        self._shown = True
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        for line in sys.stdin.buffer:
            before, self._state = self._state, state_lines.validate_json(line)
            if self._state.status != before.status:
                self._icon.icon = draw(self._state.status)
            self._icon.title = f"{NAME}: {self._state.line}"[:120]
            self._icon.update_menu()
        self._icon.stop()

    def _menu(self, pystray: Any) -> Any:  # noqa: ANN401 - pystray is untyped
        item, menu = pystray.MenuItem, pystray.Menu
        return menu(
            item(lambda _: self._state.line, None, enabled=False),
            menu.SEPARATOR,
            item("Open the Songs folder", partial(self._opened, self._songs), default=True),
            item("Recent results", menu(lambda: self._recent(item))),
            item(
                "Undo the last result",
                lambda: _say(Undo()),
                enabled=lambda _: any(each.undoable for each in self._state.recent),
            ),
            item("Pause", self._toggle, checked=lambda _: self._state.status == "paused"),
            menu.SEPARATOR,
            item("Open the log", partial(self._opened, self._log)),
            item("Quit", lambda: _say(Quit())),
        )

    def _recent(self, item: Any) -> list[Any]:  # noqa: ANN401 - pystray is untyped
        if not self._state.recent:
            return [item("Nothing yet", None, enabled=False)]
        return [
            item(each.label, partial(self._opened, each.path.parent))
            for each in self._state.recent
            if each.path
        ]

    def _opened(self, path: Path, *_: object) -> None:
        open_path(path)

    def _toggle(self) -> None:
        _say(Resume() if self._state.status == "paused" else Pause())


def _say(command: Command) -> None:
    sys.stdout.write(command.model_dump_json() + "\n")
    sys.stdout.flush()


def _linux_backend() -> str:
    """A backend with a menu where the toolkit is there; plain X has the icon only."""
    try:
        import gi  # installed with the extra linux-tray

        gi.require_version("Gtk", "3.0")
    except (ImportError, ValueError):
        return "xorg"
    try:
        gi.require_version("AyatanaAppIndicator3", "0.1")
    except ValueError:
        return "gtk"
    return "appindicator"


if __name__ == "__main__":
    Icon(Path(sys.argv[1]), Path(sys.argv[2])).run()
