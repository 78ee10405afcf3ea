"""The icon in the tray and its menu."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from loguru import logger

from companion.messages import Command, Pause, Quit, Resume, Undo
from companion.telling.icon import draw
from companion.telling.notice import TrayState

NAME = "osu! companion"


class Tray:
    """Shows a state; its menu only posts commands and opens folders, so it never blocks.

    Args:
        post: takes commands.
        open_path: opens a folder or file.
        songs: the Songs folder.
        log: the log file.
    """

    def __init__(
        self, post: Callable[[Command], None], open_path: Callable[[Path], None], songs: Path, log: Path
    ) -> None:
        self._post = post
        self._open = open_path
        self._songs = songs
        self._log = log
        self._state = TrayState("idle", "Starting")
        self._thread: threading.Thread | None = None
        self._icon: Any = None  # pystray is untyped and imported late: without a display the import fails

    def start(self) -> bool:
        """Show the icon; false, said once in the log, where there is no tray."""
        try:
            if sys.platform == "linux" and "PYSTRAY_BACKEND" not in os.environ:
                os.environ["PYSTRAY_BACKEND"] = _linux_backend()
            import pystray

            self._icon = pystray.Icon(NAME, draw("idle"), NAME, self._menu(pystray))
            if sys.platform == "linux":
                self._thread = threading.Thread(target=self._run, name="tray", daemon=True)
                self._thread.start()
            else:
                self._icon.run_detached()
        except Exception as error:  # noqa: BLE001 - the backends raise whatever their toolkit raises
            self._icon = None
            logger.warning(
                "There is no tray here ({}); everything else works.", error or type(error).__name__
            )
            return False
        return True

    def stop(self) -> None:
        """Take the icon away."""
        if self._icon is not None:
            self._icon.stop()
        if self._thread is not None:
            self._thread.join(timeout=5)

    def _run(self) -> None:
        """The toolkit's own loop; on Linux it needs a thread that runs it."""
        try:
            self._icon.run()
        except Exception as error:  # noqa: BLE001 - the toolkit raises whatever it raises when it is taken down
            logger.debug("the tray ended: {}", error)

    def show(self, state: TrayState) -> None:
        """Show another state."""
        before, self._state = self._state, state
        if self._icon is None or state == before:
            return
        if state.status != before.status:
            self._icon.icon = draw(state.status)
        self._icon.title = f"{NAME}: {state.line}"[:120]
        self._icon.update_menu()

    def _menu(self, pystray: Any) -> Any:  # noqa: ANN401 - pystray is untyped
        item, menu = pystray.MenuItem, pystray.Menu
        paused = lambda _: self._state.status == "paused"  # noqa: E731 - pystray asks with the item
        return menu(
            item(lambda _: self._state.line, None, enabled=False),
            menu.SEPARATOR,
            item("Open the Songs folder", partial(self._opened, self._songs), default=True),
            item("Recent results", menu(lambda: self._recent(item))),
            item(
                "Undo the last result",
                lambda: self._post(Undo()),
                enabled=lambda _: any(each.undoable for each in self._state.recent),
            ),
            item("Pause", self._toggle, checked=paused),
            menu.SEPARATOR,
            item("Open the log", partial(self._opened, self._log)),
            item("Quit", lambda: self._post(Quit())),
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
        self._open(path)

    def _toggle(self) -> None:
        self._post(Resume() if self._state.status == "paused" else Pause())


def _linux_backend() -> str:
    """A backend with a menu where the toolkit is there; plain X has the icon only."""
    try:
        import gi

        gi.require_version("Gtk", "3.0")
    except (ImportError, ValueError):
        return "xorg"
    try:
        gi.require_version("AyatanaAppIndicator3", "0.1")
    except ValueError:
        return "gtk"
    return "appindicator"
