"""Shows the icon for a moment and says whether it can be seen; a program of its own: toolkits can crash."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from typing import Any

from pydantic import TypeAdapter

from companion import NAME
from companion.telling.backend import choose_backend
from companion.telling.icon import draw


@dataclass(frozen=True)
class TrayCheck:
    """What was seen.

    Attributes:
        backend: how the icon is shown.
        host: there is a panel that shows icons.
        menu: the icon has a menu.
    """

    backend: str
    host: bool
    menu: bool


tray_check_lines: TypeAdapter[TrayCheck] = TypeAdapter(TrayCheck)


def check() -> TrayCheck:
    """Show the icon; ends when the toolkit has shown it."""
    choose_backend()
    import pystray  # picks its backend when it is imported, and fails there without a display

    icon: Any = pystray.Icon(NAME, draw("idle"), NAME)

    seen: list[bool] = []

    def shown(icon: Any) -> None:  # noqa: ANN401 - pystray is untyped
        icon.visible = True
        seen.append(True)
        icon.stop()

    try:
        icon.run(shown)
    except Exception as error:
        if not seen:
            raise
        sys.stderr.write(f"{error}\n")  # toolkits complain when they are taken down
    backend = type(icon).__module__.rpartition("._")[2]
    return TrayCheck(backend, _has_host(backend), bool(icon.HAS_MENU))


def _has_host(backend: str) -> bool:
    if backend == "appindicator":
        return _somebody_watches()
    # Windows and macOS always have one
    return _panel_on_x11() if sys.platform == "linux" else True


def _panel_on_x11() -> bool:
    """The owner of this selection is the panel (freedesktop System Tray Protocol)."""
    from Xlib.display import Display  # only where there is X

    display = Display(os.environ["DISPLAY"])
    owner = display.get_selection_owner(
        display.intern_atom(f"_NET_SYSTEM_TRAY_S{display.get_default_screen()}")
    )
    return bool(owner)


def _somebody_watches() -> bool:
    """Desktops that show indicators answer under this name (StatusNotifierItem specification)."""
    from gi.repository import Gio, GLib  # there, for the backend needs it

    bus = Gio.bus_get_sync(Gio.BusType.SESSION)
    name = GLib.Variant("(s)", ("org.kde.StatusNotifierWatcher",))
    place = ("org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus", "NameHasOwner")
    answer = bus.call_sync(*place, name, None, Gio.DBusCallFlags.NONE, 2000, None)
    return bool(answer.unpack()[0])


if __name__ == "__main__":
    sys.stdout.write(tray_check_lines.dump_json(check()).decode() + "\n")
