"""The watcher on a real folder: every change is posted once, and none is lost."""

from __future__ import annotations

import hashlib
import os
import queue
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from companion.messages import Settled, Stirring, Trouble
from companion.system.lazer import is_mount
from companion.watching import Watcher

QUIET = 0.15

Inbox = queue.SimpleQueue[Settled | Trouble]


@pytest.fixture
def songs(tmp_path: Path) -> Path:
    (tmp_path / "Songs" / "set").mkdir(parents=True)
    (tmp_path / "Songs" / "set" / "old.osu").write_text("old")
    (tmp_path / "Songs" / "set" / "waiting.request.toml").write_text("task = 'timing'")
    return tmp_path / "Songs"


def settled_into(inbox: Inbox) -> Callable[[Stirring | Settled | Trouble], None]:
    """Where a watcher posts to; that something is being written is left out."""

    def post(message: Stirring | Settled | Trouble) -> None:
        if not isinstance(message, Stirring):
            inbox.put(message)

    return post


@pytest.fixture
def inbox(songs: Path) -> Iterator[Inbox]:
    inbox: Inbox = queue.SimpleQueue()
    watcher = Watcher(songs, settled_into(inbox), QUIET, rescan=60)
    watcher.start()
    first = inbox.get(timeout=10)
    assert isinstance(first, Settled)
    assert first.path.name == "waiting.request.toml"
    yield inbox
    watcher.stop()
    assert inbox.empty()


def posted(inbox: Inbox) -> Settled:
    message = inbox.get(timeout=10)
    assert isinstance(message, Settled)
    return message


def nothing_more(inbox: Inbox) -> bool:
    try:
        inbox.get(timeout=4 * QUIET)
    except queue.Empty:
        return True
    return False


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere every name is text")
def test_a_request_in_a_folder_whose_name_is_no_text_is_told_of(songs: Path, inbox: Inbox) -> None:
    odd = songs / os.fsdecode(b"S\xf6ng")
    odd.mkdir()
    (odd / "map.osu").write_text("a difficulty")
    (odd / "a.request.toml").write_text("task = 'timing'")
    message = inbox.get(timeout=10)
    assert isinstance(message, Trouble)
    assert "S\ufffdng/a.request.toml: rename the folder or file" in message.body


def test_a_save_is_posted_once_with_its_hash(songs: Path, inbox: Inbox) -> None:
    path = songs / "set" / "old.osu"
    path.write_text("new content")
    assert posted(inbox) == Settled(path, hashlib.sha256(b"new content").hexdigest())
    assert nothing_more(inbox)


def test_a_save_is_announced_once_before_it_lies_still(songs: Path) -> None:
    heard: queue.SimpleQueue[Stirring | Settled | Trouble] = queue.SimpleQueue()
    watcher = Watcher(songs, heard.put, QUIET, rescan=60)
    watcher.start()
    try:
        first = heard.get(timeout=10)
        assert isinstance(first, Settled), "a request is no save"
        assert first.path.name == "waiting.request.toml"
        (songs / "set" / "waiting.request.toml").unlink()
        (songs / "set" / "old.osu").write_text("new")
        (songs / "set" / "other.osu").write_text("also new")
        assert heard.get(timeout=10) == Stirring()
        last = {heard.get(timeout=10), heard.get(timeout=10)}
        assert {each.path.name for each in last if isinstance(each, Settled)} == {"old.osu", "other.osu"}
    finally:
        watcher.stop()


def test_other_files_are_of_no_interest(songs: Path, inbox: Inbox) -> None:
    (songs / "set" / "song.mp3").write_bytes(b"x")
    (songs / "stray.osu").write_text("not in a mapset")
    assert nothing_more(inbox)


def test_a_file_moved_into_place_is_posted_under_its_final_name(songs: Path, inbox: Inbox) -> None:
    temporary = songs / "set" / "x.tmp"
    temporary.write_text("whole")
    temporary.replace(songs / "set" / "x.osu")
    assert posted(inbox).path.name == "x.osu"


def test_a_folder_that_is_moved_in_is_read_whole(songs: Path, inbox: Inbox, tmp_path: Path) -> None:
    outside = tmp_path / "unzipped"
    outside.mkdir()
    for name in ("a.osu", "b.osu", "c.request.toml"):
        (outside / name).write_text(name)
    outside.rename(songs / "moved")
    assert {posted(inbox).path.name for _ in range(3)} == {"a.osu", "b.osu", "c.request.toml"}
    assert nothing_more(inbox)


def test_a_renamed_mapset_is_seen_under_its_new_name(songs: Path, inbox: Inbox) -> None:
    (songs / "set").rename(songs / "renamed")
    names = {(posted(inbox).path.parent.name) for _ in range(2)}
    assert names == {"renamed"}
    (songs / "renamed" / "old.osu").write_text("edited")
    assert posted(inbox).path == songs / "renamed" / "old.osu"


def test_a_deleted_mapset_is_forgotten_and_may_come_back(songs: Path, inbox: Inbox) -> None:
    shutil.rmtree(songs / "set")
    assert nothing_more(inbox)
    (songs / "set").mkdir()
    (songs / "set" / "old.osu").write_text("back")
    assert posted(inbox).path.name == "old.osu"


def test_a_rescan_finds_what_no_event_told(songs: Path) -> None:
    inbox: Inbox = queue.SimpleQueue()
    watcher = Watcher(songs, settled_into(inbox), QUIET, rescan=0.3)
    watcher._observer = None
    watcher._thread.start()  # without the observer: no events at all
    try:
        assert posted(inbox).path.name == "waiting.request.toml"
        (songs / "set" / "old.osu").write_text("unseen")
        assert posted(inbox).path.name == "old.osu"
    finally:
        watcher.stop()


def test_where_few_folders_are_mapsets_the_others_are_not_looked_into(tmp_path: Path) -> None:
    inbox: Inbox = queue.SimpleQueue()
    there = tmp_path / ("a" * 64)
    there.mkdir()
    (there / "there.osu").write_text("there")
    (tmp_path / "other program").mkdir()
    watcher = Watcher(tmp_path, settled_into(inbox), QUIET, rescan=60, is_mapset=is_mount)
    watcher.start()
    try:
        assert posted(inbox).path == there / "there.osu", "it came to be worked on"
        (tmp_path / "other program" / "x.osu").write_text("x")
        new = tmp_path / ("b" * 64)
        new.mkdir()
        (new / "new.osu").write_text("new")
        assert posted(inbox).path == new / "new.osu"
        (new / "new.osu").write_text("saved")
        assert posted(inbox).sha256 == hashlib.sha256(b"saved").hexdigest()
        shutil.rmtree(new)
        new.mkdir()
        (new / "again.osu").write_text("again")
        assert posted(inbox).path == new / "again.osu"
        (new / "later.osu").write_text("the folder that is there now is watched")
        assert posted(inbox).path == new / "later.osu"
        assert nothing_more(inbox)
    finally:
        watcher.stop()
