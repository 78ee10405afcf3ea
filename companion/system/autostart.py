"""Starting with the system: the Run key of Windows, XDG autostart elsewhere, a LaunchAgent on macOS."""

from __future__ import annotations

import os
import plistlib
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from companion import NAME, PACKAGE
from companion.system.own_command import own_command

RUN_KEY = r"Software\Microsoft\Windows\CurrentVersion\Run"


class Autostart(Protocol):
    """The switch of one platform."""

    def is_on(self) -> bool:
        """Whether the companion starts with the system."""

    def turn_on(self) -> None:
        """Start with the system from the next login on.

        Raises:
            OSError: the system refuses.
        """

    def turn_off(self) -> None:
        """Start with the system no more; fine when it never did.

        Raises:
            OSError: the system refuses.
        """


def autostart() -> Autostart:
    """The switch of this platform."""
    if sys.platform == "win32":
        import winreg  # exists on Windows only

        return RunKey(winreg, own_command("run"))
    if sys.platform == "darwin":
        path = Path.home() / "Library" / "LaunchAgents" / f"{PACKAGE}.plist"
        return StartFile(path, launch_agent(own_command("run")))
    return StartFile(xdg_file(os.environ, Path.home()), desktop_entry(own_command("run")).encode())


@dataclass(frozen=True)
class StartFile:
    """A file that starts the companion by being there (Linux, macOS)."""

    path: Path
    content: bytes

    def is_on(self) -> bool:
        """It is there."""
        return self.path.exists()

    def turn_on(self) -> None:
        """Write it; one of an older installation is replaced."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self.path.write_bytes(self.content)

    def turn_off(self) -> None:
        """Take it away."""
        self.path.unlink(missing_ok=True)


@dataclass(frozen=True)
class RunKey:
    """A value of the user's Run key (Windows).

    Attributes:
        registry: the `winreg` module.
        command: what is started.
    """

    registry: Any  # the module exists on Windows only
    command: Sequence[str]

    def is_on(self) -> bool:
        """The value is there."""
        try:
            with self._key(self.registry.KEY_READ) as key:
                self.registry.QueryValueEx(key, PACKAGE)
        except FileNotFoundError:
            return False
        return True

    def turn_on(self) -> None:
        """Set it."""
        with self._key(self.registry.KEY_SET_VALUE) as key:
            text = subprocess.list2cmdline(self.command)
            self.registry.SetValueEx(key, PACKAGE, 0, self.registry.REG_SZ, text)

    def turn_off(self) -> None:
        """Delete it."""
        try:
            with self._key(self.registry.KEY_SET_VALUE) as key:
                self.registry.DeleteValue(key, PACKAGE)
        except FileNotFoundError:
            return  # it was off

    def _key(self, access: int) -> Any:  # noqa: ANN401 - a handle of winreg
        return self.registry.OpenKey(self.registry.HKEY_CURRENT_USER, RUN_KEY, 0, access)


def xdg_file(environment: Mapping[str, str], home: Path) -> Path:
    """Where desktops look for what to start (XDG autostart specification)."""
    config = environment.get("XDG_CONFIG_HOME", "")
    base = Path(config) if Path(config).is_absolute() else home / ".config"
    return base / "autostart" / f"{PACKAGE}.desktop"


def desktop_entry(command: Sequence[str]) -> str:
    """The text of a desktop entry (Desktop Entry specification, with its two layers of quoting)."""
    line = " ".join(_quoted(word) for word in command)
    entries = {"Type": "Application", "Name": NAME, "Exec": line, "Terminal": "false"}
    return "[Desktop Entry]\n" + "".join(f"{key}={value}\n" for key, value in entries.items())


def _quoted(word: str) -> str:
    for special in '\\"`$':
        word = word.replace(special, "\\" + special)
    return '"' + word.replace("\\", "\\\\").replace("%", "%%") + '"'


def launch_agent(command: Sequence[str]) -> bytes:
    """A LaunchAgent that runs at login (launchd.plist(5))."""
    return plistlib.dumps(
        {"Label": PACKAGE, "ProgramArguments": list(command), "RunAtLoad": True, "ProcessType": "Background"}
    )
