"""Has stable's editor show a difficulty anew, when nothing unsaved can be lost by it (Windows).

Ctrl+L drops unsaved edits, and nothing tells from outside whether there are any. But where nobody has touched
keyboard or mouse since the save that a result was made from, there are none.
"""

from __future__ import annotations

import ctypes
import sys
import time
from pathlib import Path
from typing import Any

from companion.system.player import editor_file

LETTING_GO = 0.3
"""Seconds after a save in which the mapper's fingers leave Ctrl and S."""

_CONTROL, _L, _KEY_UP = 0x11, 0x4C, 0x2


class _LastInput(ctypes.Structure):
    """LASTINPUTINFO of user32."""

    _fields_ = (("size", ctypes.c_uint), ("tick", ctypes.c_uint))


def reload_editor(path: Path, saved: float) -> bool:
    """Press Ctrl+L in the editor, if it is in front with `path` open and untouched since `saved`.

    Args:
        path: a difficulty that was just written in place.
        saved: when the mapper saved it last, seconds since 1970.

    Returns:
        Whether it was pressed; never where the system is not Windows.
    """
    if sys.platform == "win32":
        return _press(ctypes.windll.user32, ctypes.windll.kernel32.GetTickCount(), path, time.time() - saved)
    return False


def _press(user32: Any, tick: int, path: Path, since_save: float) -> bool:  # noqa: ANN401 - a system library
    """As :func:`reload_editor`; `tick` is the system's clock, ms, `since_save` seconds."""
    title = ctypes.create_unicode_buffer(1024)
    user32.GetWindowTextW(user32.GetForegroundWindow(), title, len(title))
    if editor_file(title.value) != path.name:
        return False
    last = _LastInput(ctypes.sizeof(_LastInput), 0)
    if not user32.GetLastInputInfo(ctypes.byref(last)):
        return False
    untouched = ((tick - last.tick) % 2**32) / 1000  # the clock begins anew every 49 days
    if untouched < since_save - LETTING_GO:
        return False
    for key, up in ((_CONTROL, 0), (_L, 0), (_L, _KEY_UP), (_CONTROL, _KEY_UP)):
        user32.keybd_event(key, 0, up, 0)
    return True
