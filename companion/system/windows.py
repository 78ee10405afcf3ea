"""The titles of all open windows."""

from __future__ import annotations

import ctypes
import os
import sys
from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from Xlib.display import Display


def window_titles() -> list[str]:
    """The titles of all windows that have one; empty where the system does not tell (macOS, Wayland)."""
    if sys.platform == "win32":
        kind = ctypes.WINFUNCTYPE(ctypes.c_bool, ctypes.c_void_p, ctypes.c_void_p)
        return _on_windows(ctypes.windll.user32, kind)
    return _on_x11() if os.environ.get("DISPLAY") else []


def _on_windows(user32: Any, callback: Callable[[Callable[[int, int], bool]], Any]) -> list[str]:  # noqa: ANN401
    titles: list[str] = []

    def look(window: int, _parameter: int) -> bool:
        length = user32.GetWindowTextLengthW(window)
        if length and user32.IsWindowVisible(window):
            text = ctypes.create_unicode_buffer(length + 1)
            user32.GetWindowTextW(window, text, length + 1)
            titles.append(text.value)
        return True

    user32.EnumWindows(callback(look), 0)
    return titles


def _on_x11() -> list[str]:
    from Xlib.error import DisplayError, XError  # only where there is X

    try:
        display = _display()
        clients = display.screen().root.get_full_property(display.intern_atom("_NET_CLIENT_LIST"), 0)
        name, utf8 = display.intern_atom("_NET_WM_NAME"), display.intern_atom("UTF8_STRING")
        titles = []
        for number in clients.value if clients is not None else ():
            try:
                found = display.create_resource_object("window", number).get_full_property(name, utf8)
            except XError:
                continue  # it was closed just now
            if found is not None:
                titles.append(found.value.decode(errors="replace"))
    except (DisplayError, OSError):
        _display.cache_clear()
        return []
    return titles


@cache
def _display() -> Display:
    from Xlib.display import Display  # only where there is X

    return Display()
