"""`companion mod` on a whole Songs folder: killed midway, it goes on where it was."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import pytest

from companion.reports import Reports
from engine.song.synthesis import write_song
from tests.builder import circles, difficulty
from tests.waiting import wait_for

MAPSETS = 12

LEVELS = ("Hard", "Insane")

BEFORE_THE_KILL = 5
"""Difficulties that are modded before the power goes."""


@pytest.mark.skipif(sys.platform == "win32", reason="kills a process group")
@pytest.mark.timeout(180)
def test_after_a_kill_only_what_was_left_is_modded(tmp_path: Path) -> None:
    songs, home = songs_folder(tmp_path / "Songs"), tmp_path / "home"
    killed = start(home, songs, stdout=subprocess.DEVNULL)
    assert wait_for(lambda: len(made(home)) >= BEFORE_THE_KILL, 120)
    os.killpg(killed.pid, signal.SIGKILL)
    killed.wait(30)
    done = made(home)
    assert BEFORE_THE_KILL <= len(done) < MAPSETS * len(LEVELS)
    out, _ = start(home, songs, stdout=subprocess.PIPE).communicate(timeout=120)
    told = [json.loads(line) for line in out.splitlines()]
    assert [each["map"] for each in told] == [str(path) for path in sorted(songs.glob("*/*.osu"))]
    assert all(each["suggestions"] for each in told), "what was modded before is told as well"
    after = made(home)
    assert len(after) == MAPSETS * len(LEVELS)
    assert {path: after[path] for path in done} == done, "and not looked at again"


def songs_folder(songs: Path) -> Path:
    """Mapsets of two difficulties each, all of one song."""
    songs.mkdir()
    write_song(songs / "song.wav", 120.0, 1000.0, 20.0, 1)
    song = (songs / "song.wav").read_bytes()
    (songs / "song.wav").unlink()
    for number in range(MAPSETS):
        mapset = songs / f"{number:02} Artist - Song"
        mapset.mkdir()
        (mapset / "song.wav").write_bytes(song)
        for level in LEVELS:
            notes = circles(*range(1000, 15000 + 500 * number, 500))
            path = mapset / f"Artist - Song (Mapper) [{level}].osu"
            path.write_bytes(difficulty(*notes, version=level))
    return songs


def start(home: Path, songs: Path, stdout: int) -> subprocess.Popen[bytes]:
    """The command and its engine process, in a process group of their own."""
    return subprocess.Popen(
        [sys.executable, "-m", "companion", "mod", str(songs), "--json"],
        env=os.environ | {"COMPANION_HOME": str(home)},
        start_new_session=True,
        stdout=stdout,
        stderr=subprocess.DEVNULL,
    )


def made(home: Path) -> dict[Path, datetime]:
    """When the newest report of each difficulty was made."""
    reports = Reports.open(home / "data" / "reports" / "reports.sqlite3")
    try:
        return {each.map: each.made for each in reports.newest(1000)}
    finally:
        reports.close()
