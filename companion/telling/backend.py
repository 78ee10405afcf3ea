"""How the icon is shown: chosen before pystray is imported, for it picks its backend then."""

from __future__ import annotations

import os
import sys


def choose_backend() -> None:
    """Settle the backend, unless `PYSTRAY_BACKEND` does or the platform has only one."""
    if sys.platform == "linux":
        os.environ.setdefault("PYSTRAY_BACKEND", _linux_backend())


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
