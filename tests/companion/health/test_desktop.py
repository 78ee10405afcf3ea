"""Where no icon can be shown, what is said fits the desktop it is said on."""

from __future__ import annotations

import subprocess
import sys

import pytest

from companion.health.desktop import look_at_tray


@pytest.mark.parametrize(
    ("platform", "screen", "remedy"),
    [
        ("linux", {"DISPLAY": ":0"}, "Install a tray"),
        ("linux", {"WAYLAND_DISPLAY": "wayland-0"}, "Install a tray"),
        ("linux", {}, "There is no screen here"),
        ("win32", {}, "Log out and in again"),
        ("darwin", {}, "Log out and in again"),
    ],
)
@pytest.mark.parametrize("hangs", [True, False])
def test_the_remedy_for_a_missing_tray_is_one_of_this_platform(
    monkeypatch: pytest.MonkeyPatch, platform: str, screen: dict[str, str], remedy: str, hangs: bool
) -> None:
    def run(command: list[str], **_: object) -> subprocess.CompletedProcess[bytes]:
        if hangs:
            raise subprocess.TimeoutExpired(command, 20)
        return subprocess.CompletedProcess(command, 1, b"", b"Traceback\nImportError: no toolkit\n")

    monkeypatch.setattr(subprocess, "run", run)
    monkeypatch.setattr(sys, "platform", platform)
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    for name, value in screen.items():
        monkeypatch.setenv(name, value)
    found = look_at_tray()
    assert found.remedy.startswith(remedy)
    assert ("within 20 s" if hangs else "ImportError: no toolkit") in found.value
