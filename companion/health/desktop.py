"""The desktop: is there a tray that shows the icon, and a service that shows notifications?"""

from __future__ import annotations

import os
import subprocess
import sys

from companion.health.finding import Finding
from companion.system.own_command import NO_WINDOW
from companion.telling import Notice
from companion.telling.notifications import NotShownError, show
from companion.telling.tray_check import TrayCheck, tray_check_lines

PATIENCE = 20.0
"""Seconds a desktop gets to show an icon."""

ON_LINUX = (
    "Install a tray: on GNOME the extension AppIndicator; then"
    " sudo apt install libgirepository1.0-dev libcairo2-dev pkg-config gir1.2-gtk-3.0"
    " and pip install 'osu-companion[linux-tray]'"
)

WITHOUT_SCREEN = (
    "There is no screen here: start the companion from your desktop, not as a service or over ssh."
)

ELSEWHERE = "Log out and in again. If that does not help, everything but the icon works without it."


def look_at_tray() -> Finding:
    """Show the icon for a moment and see whether there is somebody to show it to."""
    command = [sys.executable, "-m", "companion.telling.tray_check"]
    screen = sys.platform != "linux" or any(map(os.environ.get, ("DISPLAY", "WAYLAND_DISPLAY")))
    remedy = WITHOUT_SCREEN if not screen else ON_LINUX if sys.platform == "linux" else ELSEWHERE
    try:
        ran = subprocess.run(
            command, capture_output=True, timeout=PATIENCE, check=False, creationflags=NO_WINDOW
        )
    except subprocess.TimeoutExpired:
        return Finding("Tray", f"the desktop did not show the icon within {PATIENCE:.0f} s", remedy)
    if ran.returncode:
        words = ran.stderr.decode(errors="replace").strip().splitlines()
        return Finding("Tray", f"does not work ({words[-1] if words else ran.returncode})", remedy)
    found: TrayCheck = tray_check_lines.validate_json(ran.stdout)
    if not found.host:
        return Finding("Tray", f"{found.backend}: there is no panel that shows icons", remedy)
    if not found.menu:
        return Finding("Tray", f"{found.backend}: the icon shows, but has no menu", remedy)
    return Finding("Tray", f"works ({found.backend})")


def look_at_notifications(*, wanted: bool) -> Finding:
    """Send one, whether they are wanted or not: the mapper asked."""
    try:
        show(Notice("It works", "Notifications of the osu! companion look like this."))
    except NotShownError as error:
        return Finding("Notifications", f"do not work ({error})", error.remedy)
    return Finding("Notifications", "one was sent" + ("" if wanted else "; they are off in the settings"))
