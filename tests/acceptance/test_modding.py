"""Modding on save in real life: the daemon, real files, notifications caught on a private bus."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from companion.reports import Reports
from tests.acceptance.bus import notifications
from tests.acceptance.daemons import Daemon, empty_mapset
from tests.builder import circles, difficulty
from tests.programs import nvidia_smi
from tests.waiting import wait_for

ON_THE_BEAT = circles(*range(1000, 15000, 500))

FAULTS = {
    "00:06:062 This map does not place objects on such a tick": "200,180,6062,1,0,0:0:0:0:",
    "00:06:000 The start of this note is 57 px off": "600,180,6000,1,0,0:0:0:0:",
    "00:06:000 This is farther than this map goes": "340,300,6000,1,0,0:0:0:0:",
    "00:06:060 The start of this note is 2 ms early": "200,180,6060,1,0,0:0:0:0:",
}
"""What the mapper reads, and the line of the note at 6 s: an eighth of a beat late, off the playfield, twice
as far from the note before, and off every tick."""


@pytest.mark.timeout(180)
def test_a_save_says_nothing_one_with_a_fault_1_new_and_the_mended_one_1_fixed(tmp_path: Path) -> None:
    with notifications() as (environment, hear):
        daemon = Daemon(tmp_path, COMPANION_NOTIFICATIONS="true", **environment)
        mapset = empty_mapset(daemon.songs)
        path = mapset / "Artist - Song (Mapper) [Insane].osu"
        daemon.start_watching(mapset)
        try:
            assert "could not be understood" in hear()["title"]
            path.write_bytes(difficulty(*ON_THE_BEAT))
            assert wait_for(lambda: reported(daemon, 1), 60)
            for said, line in FAULTS.items():
                path.write_bytes(difficulty(*ON_THE_BEAT[:10], line, *ON_THE_BEAT[11:]))
                told = hear()
                assert told["title"] == "[Insane] 1 new"
                assert said in told["body"]
                path.write_bytes(difficulty(*ON_THE_BEAT))
                assert hear()["title"] == "[Insane] 1 fixed"
            daemon.stop()
        finally:
            daemon.kill()


@pytest.mark.timeout(120)
def test_while_the_graphics_card_is_busy_a_save_waits(tmp_path: Path) -> None:
    program = nvidia_smi(tmp_path / "bin", told="97")
    asked, told = program.parent / "asked", program.parent / "told"
    path = os.pathsep.join((str(program.parent), os.environ["PATH"]))
    daemon = Daemon(tmp_path, COMPANION_MOD__MODEL=str(tmp_path / "no model"), PATH=path)
    mapset = empty_mapset(daemon.songs)
    daemon.start_watching(mapset)
    try:
        (mapset / "Artist - Song (Mapper) [Insane].osu").write_bytes(difficulty(*ON_THE_BEAT))
        assert wait_for(lambda: asked.exists() and asked.read_text().count("\n") == 2, 60), "it looks again"
        assert not reported(daemon, 1)
        told.write_text("3")
        assert wait_for(lambda: reported(daemon, 1), 60)
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
