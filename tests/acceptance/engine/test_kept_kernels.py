"""Damaged files of compiled kernels, and two starts at once, end no job."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from companion.jobs import State
from tests.acceptance.daemons import Daemon
from tests.acceptance.engine.test_checkpoint_tasks import mapset, short_mapset  # noqa: F401 - fixtures
from tests.shared import shared
from tests.waiting import wait_for

pytestmark = pytest.mark.acceptance

SAID = "Kept kernels were damaged: they are deleted and compiled again."


def damage(folder: Path) -> None:
    """Cut every file to 20 bytes, as a power cut may."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    assert len(files) > 10
    for path in files:
        os.truncate(path, 20)


@pytest.mark.timeout(600)
def test_the_daemon_goes_on_where_kept_kernels_are_damaged(tmp_path: Path, short_mapset: Path) -> None:  # noqa: F811
    kept = tmp_path / "kernels"
    daemon = Daemon(tmp_path, NUMBA_CACHE_DIR=str(kept))
    place = daemon.songs / "golden"
    shutil.copytree(short_mapset, place)
    model = shared("golden", "v32-mini", "checkpoint")
    request = f'task = "remap"\nbetween = "4000 - 8000"\nmodel = \'{model}\'\nseed = 4\nmap = "map.osu"\n'
    try:
        for count in (1, 2):
            daemon.start()
            (place / "part.request.toml").write_text(request)
            assert wait_for(lambda count=count: daemon.ended(count), 250)  # type: ignore[misc]
            daemon.stop()
            damage(kept)
        assert [job.state for job in daemon.jobs()] == [State.DONE] * 2, [job.story for job in daemon.jobs()]
        assert (daemon.home / "log" / "companion.log").read_text().count(SAID) == 1
    finally:
        daemon.kill()


@pytest.mark.timeout(600)
def test_two_that_start_at_once_on_damaged_kernels_make_the_same(tmp_path: Path, short_mapset: Path) -> None:  # noqa: F811
    kept = tmp_path / "kernels"
    environment = os.environ | {"COMPANION_HOME": str(tmp_path / "home"), "NUMBA_CACHE_DIR": str(kept)}

    def start(output: Path) -> subprocess.Popen[str]:
        words = ["remap", str(short_mapset / "map.osu"), "--between", "4000 - 8000", "--seed", "4"]
        words += ["--model", str(shared("golden", "v32-mini", "checkpoint")), "--output", str(output)]
        return subprocess.Popen(
            [sys.executable, "-m", "engine", *words], env=environment, stderr=subprocess.PIPE, text=True
        )

    outputs = [tmp_path / f"{number}.osu" for number in range(4)]
    for at_once in (outputs[:1], outputs[1:3], outputs[3:]):
        running = [start(output) for output in at_once]
        said = [each.communicate(timeout=250)[1] for each in running]
        assert [each.returncode for each in running] == [0] * len(running), said
        if at_once == outputs[:1]:
            damage(kept)
    assert SAID not in said[0]
    assert len({output.read_bytes() for output in outputs}) == 1
