"""Ctrl+L is pressed only where it can cost nothing."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest

from companion.system.editor import _press, reload_editor

MAP = Path("Artist - Song (Mapper) [Hard].osu")
TITLE = "osu!  - Artist - Song (Mapper) [Hard].osu"
TICK = 1_000_000


class User32:
    """Windows as far as it is asked: a window in front, and when a key was last touched (ms)."""

    def __init__(self, title: str, touched: int) -> None:
        self.title, self.touched = title, touched
        self.keys: list[tuple[int, int]] = []

    def GetForegroundWindow(self) -> int:  # noqa: N802 - the system's name
        return 7

    def GetWindowTextW(self, window: int, text: Any, _length: int) -> None:  # noqa: N802 - the system's name
        assert window == 7
        text.value = self.title

    def GetLastInputInfo(self, info: Any) -> bool:  # noqa: N802 - the system's name
        info._obj.tick = self.touched
        return True

    def keybd_event(self, key: int, _scan: int, flags: int, _extra: int) -> None:
        self.keys.append((key, flags))


def test_an_untouched_editor_is_reloaded() -> None:
    user32 = User32(TITLE, touched=TICK - 20_000)
    assert _press(user32, TICK, MAP, since_save=20.2)
    assert user32.keys == [(0x11, 0), (0x4C, 0), (0x4C, 2), (0x11, 2)]


@pytest.mark.parametrize(
    ("title", "touched"),
    [
        (TITLE, TICK - 3_000),  # something was done after the save
        (TITLE, TICK - 20_000),  # half a second after it: as quick as that is an edit, too
        ("osu!", TICK - 20_500),
        (TITLE.replace("Hard", "Easy"), TICK - 20_500),
        ("Notes - Hard.osu", TICK - 20_500),
    ],
)
def test_nothing_is_pressed_where_edits_may_be_lost_or_another_window_is_in_front(
    title: str, touched: int
) -> None:
    user32 = User32(title, touched)
    assert not _press(user32, TICK, MAP, since_save=20.5)
    assert user32.keys == []


def test_the_clock_of_windows_begins_anew_after_49_days() -> None:
    assert _press(User32(TITLE, touched=2**32 - 15_000), 5_000, MAP, since_save=20.0)


@pytest.mark.skipif(sys.platform == "win32", reason="it is about the other systems")
def test_elsewhere_nothing_is_pressed() -> None:
    assert not reload_editor(MAP, saved=0)
