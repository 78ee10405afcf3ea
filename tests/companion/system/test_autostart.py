"""Starting with the system: what is written, for each platform."""

from __future__ import annotations

import plistlib
import sys
from pathlib import Path
from types import TracebackType

import pytest

from companion import PACKAGE
from companion.system.autostart import RunKey, StartFile, desktop_entry, launch_agent, xdg_file
from companion.system.own_command import own_command
from tests.waiting import wait_for


def test_a_file_switches_by_being_there(tmp_path: Path) -> None:
    switch = StartFile(tmp_path / "autostart" / "x.desktop", b"content")
    assert not switch.is_on()
    switch.turn_on()
    switch.turn_on()
    assert switch.is_on()
    assert switch.path.read_bytes() == b"content"
    switch.turn_off()
    switch.turn_off()
    assert not switch.is_on()


def test_the_xdg_file_lies_where_desktops_look() -> None:
    home = Path("/home/me")
    assert xdg_file({}, home) == home / ".config/autostart/osu-companion.desktop"
    assert xdg_file({"XDG_CONFIG_HOME": "/x"}, home) == Path("/x/autostart/osu-companion.desktop")
    assert xdg_file({"XDG_CONFIG_HOME": "relative"}, home).parent.parent == home / ".config"


def test_a_desktop_starts_exactly_the_command_whatever_is_in_its_path(tmp_path: Path) -> None:
    """The desktop's own library reads the entry and starts it."""
    gio = pytest.importorskip("gi.repository.Gio", reason="PyGObject is not installed (extra linux-tray)")
    odd = tmp_path / 'a "b" $HOME `x` 100% \\ (c)'
    odd.mkdir()
    done, script = tmp_path / "done.txt", odd / "write.py"
    script.write_text("import sys\nopen(sys.argv[1], 'w').write(sys.argv[2])\n")
    entry = tmp_path / "x.desktop"
    entry.write_text(desktop_entry([sys.executable, str(script), str(done), "a b%c"]))
    info = gio.DesktopAppInfo.new_from_filename(str(entry))
    assert info is not None
    assert info.launch([], None)
    assert wait_for(lambda: done.exists() and done.read_text() != "", 20)
    assert done.read_text() == "a b%c"


def test_a_launch_agent_runs_the_command_at_login() -> None:
    agent = plistlib.loads(launch_agent(["/usr/bin/python3", "-m", "companion", "run"]))
    assert agent["ProgramArguments"] == ["/usr/bin/python3", "-m", "companion", "run"]
    assert agent["RunAtLoad"] is True


class Key:
    def __enter__(self) -> Key:
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        pass


class Registry:
    """As much of `winreg` as is asked for."""

    HKEY_CURRENT_USER, KEY_READ, KEY_SET_VALUE, REG_SZ = 1, 2, 3, 4

    def __init__(self) -> None:
        self.values: dict[str, str] = {}

    def OpenKey(self, _root: int, key: str, _reserved: int, _access: int) -> Key:  # noqa: N802
        assert key == r"Software\Microsoft\Windows\CurrentVersion\Run"
        return Key()

    def QueryValueEx(self, _key: Key, name: str) -> tuple[str, int]:  # noqa: N802
        if name not in self.values:
            raise FileNotFoundError
        return self.values[name], self.REG_SZ

    def SetValueEx(self, _key: Key, name: str, _reserved: int, kind: int, value: str) -> None:  # noqa: N802
        assert kind == self.REG_SZ
        self.values[name] = value

    def DeleteValue(self, _key: Key, name: str) -> None:  # noqa: N802
        if name not in self.values:
            raise FileNotFoundError
        del self.values[name]


def test_windows_starts_a_quoted_command_line_from_its_run_key() -> None:
    registry = Registry()
    switch = RunKey(registry, [r"C:\Program Files\Python\pythonw.exe", "-m", "companion", "run"])
    assert not switch.is_on()
    switch.turn_on()
    assert switch.is_on()
    assert registry.values[PACKAGE] == r'"C:\Program Files\Python\pythonw.exe" -m companion run'
    switch.turn_off()
    switch.turn_off()
    assert not switch.is_on()


def test_a_frozen_program_starts_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    assert own_command("run") == [sys.executable, "-m", "companion", "run"]
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert own_command("run") == [sys.executable, "run"]
