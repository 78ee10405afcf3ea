"""A mapset that lazer has out for editing: noticed, worked on, left clean."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from companion.jobs import State
from engine.osu import Document
from tests.acceptance.daemons import QUIET, Daemon
from tests.acceptance.test_daemon import small_mapset
from tests.waiting import wait_for


@pytest.fixture
def daemon(tmp_path: Path) -> Iterator[Daemon]:
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    daemon = Daemon(tmp_path, COMPANION_LAZER_MOUNTS=str(temporary))
    yield daemon
    daemon.kill()


def mount(source: Path, temporary: Path, digit: str) -> Path:
    """What "Edit externally" does: a folder named by a hash, then the files one after the other."""
    mounted = temporary / (digit * 64)
    mounted.mkdir()
    for path in source.iterdir():
        shutil.copyfile(path, mounted / path.name)
    return mounted


@pytest.mark.timeout(240)
def test_a_mounted_set_is_worked_on_and_left_clean(daemon: Daemon, tmp_path: Path) -> None:
    source = small_mapset(tmp_path / "lazer")
    temporary = tmp_path / "temporary"
    (temporary / "other program").mkdir()
    daemon.start()
    assert wait_for((daemon.home / "data" / "companion.sqlite3").exists, 30)
    marked = Document.read(source / "map.osu")
    marked.set("Metadata", "Tags", "companion:hitsounds")
    (source / "map.osu").write_bytes(marked.to_bytes())

    mounted = mount(source, temporary, "a")
    assert wait_for(lambda: daemon.ended(1), 90)
    (job,) = daemon.jobs()
    assert (job.state, job.request.task, job.request.mapset) == (State.DONE, "hitsounds", mounted), job.story
    (result,) = daemon.written()[job.id]
    assert result.parent == mounted
    (mounted / "x.request.toml").write_text('task = "dance"')
    kept = daemon.home / "data" / "kept" / "x.request.error.toml"
    assert wait_for(kept.exists, 30)
    assert wait_for(lambda: not list(mounted.glob("*.toml")), 30)
    names = sorted(path.name for path in mounted.iterdir())
    assert names == sorted([result.name, "map.osu", "song.wav"]), "all of it goes into the set"

    # "Finish editing and import changes": every file is taken in, the folder is deleted, the hash is another
    shutil.rmtree(source)
    shutil.copytree(mounted, source)
    shutil.rmtree(mounted)
    again = mount(source, temporary, "b")
    wait_for(lambda: False, QUIET + 2.0)
    assert len(daemon.jobs()) == 1, "the marker is known although the mount is another one"
    (again / "y.request.toml").write_text('task = "timing"')
    assert wait_for(lambda: daemon.ended(2), 60)
    assert daemon.jobs()[1].request.mapset == again
    daemon.stop()
