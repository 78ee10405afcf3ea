"""Modding on save in real life: the daemon, real files, notifications caught on a private bus."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from companion.reports import Reports
from engine.song.synthesis import write_song
from tests.acceptance.bus import notifications
from tests.acceptance.daemons import Daemon, wait_for
from tests.builder import circles, difficulty


@pytest.mark.timeout(180)
def test_three_saves_say_nothing_then_what_is_new_then_what_is_fixed(tmp_path: Path) -> None:
    with notifications() as (environment, hear):
        daemon = Daemon(tmp_path, COMPANION_NOTIFICATIONS="true", **environment)
        mapset = daemon.songs / "1 Artist - Song"
        mapset.mkdir(parents=True)
        write_song(mapset / "song.wav", 120.0, 1000.0, 20.0, 1)
        path = mapset / "Artist - Song (Mapper) [Insane].osu"
        (mapset / "a.request.toml").write_text('task = "dance"')
        daemon.start()
        try:
            assert "could not be understood" in hear()["title"]  # the first look is over: it watches
            on_the_beat = list(range(1000, 15000, 500))
            path.write_bytes(difficulty(*circles(*on_the_beat)))
            assert wait_for(lambda: reported(daemon, 1), 60)
            path.write_bytes(difficulty(*circles(*on_the_beat[:10], 6060, *on_the_beat[11:])))
            told = hear()
            new = re.fullmatch(r"\[Insane\] (\d+) new", told["title"])
            assert new is not None, told
            assert "00:06:060 The start of this note is" in told["body"]
            path.write_bytes(difficulty(*circles(*on_the_beat)) + b"// saved again\r\n")
            told = hear()
            assert told["title"] == f"[Insane] {new[1]} fixed"
            daemon.stop()
        finally:
            daemon.kill()


def reported(daemon: Daemon, count: int) -> bool:
    """Whether so many reports are kept."""
    reports = Reports.open(daemon.home / "data" / "reports" / "reports.sqlite3")
    try:
        return len(reports.newest(count)) >= count
    finally:
        reports.close()
