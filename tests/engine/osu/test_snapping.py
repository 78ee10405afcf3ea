"""Where the editor puts objects."""

from __future__ import annotations

from engine.osu import editor_time


def test_the_editor_cuts_times_off() -> None:
    assert editor_time(1333.99) == 1333
    assert editor_time(1333.99999) == 1334
