"""Markers on the real daemon: what the editor's song setup and a save can start."""

from __future__ import annotations

from pathlib import Path

import pytest

from companion.jobs import State
from engine.osu import Document
from tests.acceptance.daemons import QUIET, Daemon
from tests.acceptance.test_daemon import small_mapset
from tests.waiting import wait_for


def save(path: Path, tags: str, bookmarks: str = "", version: str | None = None) -> None:
    """Save as the editor does: in place, after a change of the song setup."""
    document = Document.read(path)
    document.set("Metadata", "Tags", tags)
    document.set("Editor", "Bookmarks", bookmarks)
    if version is not None:
        document.set("Metadata", "Version", version)
    path.write_bytes(document.to_bytes())


@pytest.mark.timeout(300)
def test_a_marker_is_carried_out_once_and_again_when_its_bookmarks_move(daemon: Daemon) -> None:
    source = small_mapset(daemon.songs) / "map.osu"
    daemon.start()
    assert wait_for((daemon.home / "data" / "companion.sqlite3").exists, 30)
    wait_for(lambda: False, 1.0)  # difficulties that lie there at the start are no saves
    save(source, "mine companion:remap", "4000,6500")
    assert wait_for(lambda: daemon.ended(1), 60)
    first = daemon.jobs()[0]
    assert (first.state, first.request.options.start, first.request.options.end) == (
        State.DONE,
        4000,
        6500,
    ), first.story
    (result,) = daemon.written()[first.id]
    assert Document.read(result).get("Metadata", "Tags") == "mine"
    assert Document.read(source).get("Metadata", "Tags") == "mine companion:remap"
    daemon.stop()

    daemon.start()  # what stood is remembered over restarts
    wait_for(lambda: False, 1.0)
    save(source, "mine companion:remap again", "4000,6500")
    wait_for(lambda: False, QUIET + 2.0)
    assert len(daemon.jobs()) == 1
    save(source, "mine companion:remap again", "4000,7000")
    assert wait_for(lambda: daemon.ended(2), 60)
    assert daemon.jobs()[1].request.options.end == 7000
    save(source, "companion:hitsounds companion:timing companion:guest=2", "4000,7000")
    assert wait_for(lambda: daemon.ended(5), 120)
    assert [job.request.task for job in daemon.jobs()[2:]] == ["hitsounds", "timing", "guest"]
    assert {job.state for job in daemon.jobs()} == {State.DONE}, [job.story for job in daemon.jobs()]
    assert daemon.jobs()[4].request.options.difficulty == 2
    daemon.stop()


@pytest.mark.timeout(120)
def test_a_new_empty_difficulty_is_filled_as_its_name_wishes(tmp_path: Path) -> None:
    daemon = Daemon(tmp_path, COMPANION_FILL_BY_NAME="true")
    mapset = small_mapset(daemon.songs)
    daemon.start()
    try:
        wait_for((daemon.home / "data" / "companion.sqlite3").exists, 30)
        wait_for(lambda: False, 1.0)
        empty = Document.read(mapset / "map.osu")
        empty.replace_objects(range(len(empty.beatmap.objects)), ())
        empty.set("Metadata", "Version", "Hard !2.5")
        (mapset / "new.osu").write_bytes(empty.to_bytes())
        assert wait_for(lambda: daemon.ended(1), 60)
        assert daemon.jobs()[0].state is State.DONE, daemon.jobs()[0].story
        filled = Document.read(mapset / "new.osu")
        assert len(filled.beatmap.objects) > 5
        assert filled.get("Metadata", "Version") == "Hard !2.5"
        wait_for(lambda: False, QUIET + 1.0)
        assert len(daemon.jobs()) == 1
        daemon.stop()
    finally:
        daemon.kill()
