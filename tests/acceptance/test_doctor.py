"""`companion doctor` on a desktop that has everything, and on one that has nothing."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.acceptance.bus import notifications
from tests.acceptance.desktop import desktop


def doctor(home: Path, **environment: str) -> tuple[int, dict[str, dict[str, str]]]:
    """Exit status, and the findings by name."""
    songs = home / "Songs"
    songs.mkdir(parents=True, exist_ok=True)
    ran = subprocess.run(
        [sys.executable, "-m", "companion", "doctor", "--json"],
        env=os.environ | {"COMPANION_HOME": str(home), "COMPANION_SONGS": str(songs), **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    told = json.loads(ran.stdout)
    return ran.returncode, {each["name"]: each for each in told["findings"]}


@pytest.mark.timeout(240)
def test_a_whole_desktop_is_well_and_a_notification_arrives(tmp_path: Path) -> None:
    with desktop() as screen, notifications() as (bus, hear):
        status, found = doctor(tmp_path, **screen.environment, **bus)
        assert hear()["title"] == "It works"
    assert {name: each["remedy"] for name, each in found.items() if each["remedy"]} == {}
    assert status == 0
    assert found["Tray"]["value"] == "works (gtk)"
    assert "built-in" in found["Engine (local)"]["value"]


@pytest.mark.timeout(240)
def test_without_screen_and_services_each_problem_has_its_remedy(tmp_path: Path) -> None:
    (tmp_path / "config").mkdir()
    (tmp_path / "config" / "companion.toml").write_text("quiet_secnds = 2\n")
    status, found = doctor(tmp_path, DISPLAY="", DBUS_SESSION_BUS_ADDRESS="unix:path=/nowhere")
    assert status == 1
    assert "quiet_secnds" in found["Settings"]["remedy"]
    assert "no screen" in found["Tray"]["remedy"]
    assert "notification service" in found["Notifications"]["remedy"]
    assert found["Disk of backups and jobs"]["good"]
