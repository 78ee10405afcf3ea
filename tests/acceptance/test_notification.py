"""A real notification, caught on a private message bus."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.acceptance.bus import notifications
from tests.acceptance.daemons import Daemon
from tests.acceptance.test_daemon import small_mapset


@pytest.mark.timeout(120)
def test_a_finished_job_is_told_once_with_what_to_press(tmp_path: Path) -> None:
    with notifications() as (environment, hear):
        daemon = Daemon(tmp_path, COMPANION_NOTIFICATIONS="true", **environment)
        try:
            mapset = small_mapset(daemon.songs)
            daemon.start()
            (mapset / "a.request.toml").write_text('task = "hitsounds"')
            told = hear()
            assert told["title"] == "Hitsounding: done"
            assert "[Insane (hitsounds)].osu is ready. Press F5" in told["body"]
            assert hear()["title"] == "Before you upload what I make"
            (mapset / "b.request.toml").write_text('task = "dance" # & <b>')
            assert "b.request.toml could not be understood" in hear()["title"]
            daemon.stop()
        finally:
            daemon.kill()
