"""A real notification, caught on a private message bus."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.acceptance.daemons import Daemon
from tests.acceptance.test_daemon import small_mapset


@pytest.mark.timeout(120)
def test_a_finished_job_is_told_once_with_what_to_press(tmp_path: Path) -> None:
    for program in ("dbus-daemon", "notify-send"):
        if shutil.which(program) is None:
            pytest.skip(f"not installed: {program}")
    bus = subprocess.Popen(
        ["dbus-daemon", "--session", "--nofork", "--print-address"], stdout=subprocess.PIPE, text=True
    )
    assert bus.stdout is not None
    address = {"DBUS_SESSION_BUS_ADDRESS": bus.stdout.readline().strip()}
    server = subprocess.Popen(
        [sys.executable, "-m", "tests.acceptance.notification_server"],
        env=os.environ | address,
        stdout=subprocess.PIPE,
        text=True,
    )
    daemon = Daemon(tmp_path, COMPANION_NOTIFICATIONS="true", **address)
    try:
        assert server.stdout is not None
        assert server.stdout.readline() == "ready\n"
        mapset = small_mapset(daemon.songs)
        daemon.start()
        (mapset / "a.request.toml").write_text('task = "hitsounds"')
        told = json.loads(server.stdout.readline())
        assert told["title"] == "Hitsounding: done"
        assert "[Insane (hitsounds)].osu is ready. Press F5" in told["body"]
        (mapset / "b.request.toml").write_text('task = "dance" # & <b>')
        told = json.loads(server.stdout.readline())
        assert "b.request.toml could not be understood" in told["title"]
        daemon.stop()
    finally:
        daemon.kill()
        for process in (server, bus):
            process.terminate()
            process.wait(20)
            assert process.stdout is not None
            process.stdout.close()
