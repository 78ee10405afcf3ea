"""The process behind the icon: states come in on standard input, commands go out on standard output."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from companion import NAME
from companion.messages import Command, Player, SawNews
from companion.system.autostart import autostart
from companion.system.opening import open_path
from companion.system.own_command import run_companion
from companion.system.player import Doing, Look
from companion.telling.backend import choose_backend
from companion.telling.icon import draw
from companion.telling.menu import (
    Entry,
    Menu,
    Open,
    Places,
    ShowReport,
    Stands,
    StartWithSystem,
    menu,
)
from companion.telling.notice import TrayState
from companion.telling.tray import state_lines
from settings import write_template

LOOK_EVERY = 2.0
"""Seconds between looks at what is done in the game."""


class Icon:
    """The icon and its menu.

    Args:
        places: what the menu can open.
    """

    def __init__(self, places: Places) -> None:
        choose_backend()
        import pystray  # picks its backend when it is imported, and fails there without a display

        self._pystray: Any = pystray  # it is untyped
        self._places = places
        self._autostart = autostart()
        self._state = TrayState("idle", "Starting")
        self._shown = False
        self._gone = threading.Event()
        self._menu = self._current_menu()
        self._icon: Any = pystray.Icon(NAME, draw("idle"), NAME, pystray.Menu(self._built_anew))

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
        for work in (self._listen, self._watch_player):
            threading.Thread(target=work, daemon=True).start()

    def _listen(self) -> None:
        for line in sys.stdin.buffer:
            before, self._state = self._state, state_lines.validate_json(line)
            if self._state.status != before.status:
                self._icon.icon = draw(self._state.status)
            self._icon.title = f"{NAME}: {self._state.line}"[:120]
            self._update_menu()
        self._gone.set()
        self._icon.stop()

    def _watch_player(self) -> None:
        look, last = Look(self._places.songs), Doing()
        while not self._gone.wait(LOOK_EVERY):
            doing = look()
            if doing != last:
                last = doing
                _say(Player(playing=doing.playing, editing=doing.editing))

    def _update_menu(self) -> None:
        """Make the menu anew where it offers something else; an open one may close, so never without need."""
        menu = self._current_menu()
        if menu != self._menu:
            self._menu = menu
            self._icon.update_menu()

    def _current_menu(self) -> Menu:
        # the first line would change with every step of progress; the tooltip says it
        quiet = replace(self._state, line=self._state.line.partition(": ")[0])
        return menu(quiet, self._places, starts_with_system=self._autostart.is_on())

    def _built_anew(self) -> Iterator[Any]:
        """The menu for the toolkit, which asks for it in its own thread."""
        entries = self._menu
        yield from self._built(entries)
        _say(Stands.of(entries))

    def _built(self, entries: Menu | tuple[Entry, ...]) -> Iterator[Any]:
        for entry in entries:
            yield self._pystray.Menu.SEPARATOR if entry is None else self._item(entry)

    def _item(self, entry: Entry) -> Any:  # noqa: ANN401 - pystray is untyped
        # on Windows a & underlines the letter behind it
        label = entry.label.replace("&", "&&") if sys.platform == "win32" else entry.label
        does: Any = partial(self._chosen, entry)
        if entry.entries:
            does = self._pystray.Menu(lambda: self._built(entry.entries))
        return self._pystray.MenuItem(
            label,
            does,
            enabled=entry.enabled,
            default=entry.default,
            checked=None if entry.checked is None else lambda _: entry.checked is True,
        )

    def _chosen(self, entry: Entry, *_: object) -> None:
        match entry.does:
            case None:
                return
            case Open(path):
                if path == self._places.settings_file:
                    write_template(path)
                open_path(path)
            case StartWithSystem(on):
                self._autostart.turn_on() if on else self._autostart.turn_off()
                self._update_menu()
            case ShowReport(map_path):
                run_companion("report", str(map_path))
                _say(SawNews())
            case command:
                _say(command)


def _say(said: Command | Stands) -> None:
    sys.stdout.write(said.model_dump_json() + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    Icon(Places(*map(Path, sys.argv[1:]))).run()
