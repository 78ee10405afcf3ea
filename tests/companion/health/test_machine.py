"""What is looked at on the machine, and what to do about it."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from companion.health import machine
from companion.health.machine import look_at_disk, look_at_songs, look_at_versions, look_at_watches


def test_a_songs_folder_is_named_with_its_mapsets(tmp_path: Path) -> None:
    for name in ("1 a", "2 b"):
        (tmp_path / "Songs" / name).mkdir(parents=True)
    found = look_at_songs(tmp_path / "Songs", tmp_path / "companion.toml")
    assert found.good
    assert found.value.endswith("Songs (2 mapsets)")


@pytest.mark.parametrize("name", [None, "nowhere"])
def test_a_missing_songs_folder_says_where_to_write_it(tmp_path: Path, name: str | None) -> None:
    found = look_at_songs(tmp_path / name if name else None, tmp_path / "companion.toml")
    assert not found.good
    assert "companion.toml" in found.remedy
    assert "songs = '/home/you/osu/Songs'" in found.remedy


def test_the_place_of_the_songs_is_written_as_this_system_writes_places(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    assert look_at_songs(None, Path("companion.toml")).remedy == (
        r"Write its place into companion.toml, as: songs = 'D:\osu!\Songs'"
    )


def test_too_few_watches_come_with_the_command_that_mends_it(tmp_path: Path) -> None:
    songs, limit = tmp_path / "Songs", tmp_path / "max_user_watches"
    for number in range(9):
        (songs / f"{number} set" / "sb").mkdir(parents=True)
    limit.write_text("100\n")
    (enough,) = look_at_watches(songs, limit)
    assert enough.good
    assert enough.value.startswith("19 folders")
    limit.write_text("20\n")
    (short,) = look_at_watches(songs, limit)
    assert "fs.inotify.max_user_watches=524288" in short.remedy
    assert list(look_at_watches(songs, tmp_path / "none")) == [], "other systems have no limit"


def test_a_full_disk_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (found,) = look_at_disk({"Disk": tmp_path / "not" / "there yet", "Other": None})
    assert found.good
    monkeypatch.setattr(machine, "LEAST_FREE", 10**18)
    (full,) = look_at_disk({"Disk": tmp_path})
    assert str(tmp_path) in full.remedy


def test_versions_name_what_a_report_needs() -> None:
    value = look_at_versions().value
    assert "companion 0" in value
    assert "Python 3" in value
    assert "numpy" in value
