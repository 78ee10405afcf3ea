"""The tray as a person uses it: every entry of its menu clicked, on a real panel."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from companion.jobs import Job, State
from engine.osu import Document
from tests.acceptance.clicking import Tray
from tests.acceptance.daemons import Daemon
from tests.acceptance.desktop import Desktop, desktop
from tests.acceptance.test_daemon import small_mapset
from tests.waiting import wait_for

EDITOR = """
import gi
gi.require_version("Gtk", "3.0")
from gi.repository import Gtk
window = Gtk.Window(title="osu!  - Artist - Song (Mapper) [Hard].osu")
window.show_all()
Gtk.main()
"""


@pytest.fixture
def screen() -> Iterator[Desktop]:
    with desktop() as found:
        yield found


class Session:
    """A daemon with a tray, one mapset whose difficulty was just saved, and a record of what was opened."""

    def __init__(self, screen: Desktop, folder: Path) -> None:
        programs, self.opened = folder / "bin", folder / "opened.txt"
        programs.mkdir()
        opener = programs / "xdg-open"
        opener.write_text(f'#!/bin/sh\necho "$1" >> "{self.opened}"\n')
        opener.chmod(0o755)
        self.config = folder / "xdg"
        path = f"{programs}{os.pathsep}{os.environ['PATH']}"
        environment = screen.environment | {"PATH": path, "XDG_CONFIG_HOME": str(self.config)}
        environment["BROWSER"] = str(opener)  # else an installed browser goes before what opens links
        self.daemon = Daemon(folder, "--tray", **environment)
        self.tray = Tray(screen, self.daemon)
        self.mapset = small_mapset(self.daemon.songs)
        self.source = self.mapset / "map.osu"

    def begin(self) -> None:
        """Start it, save the difficulty, and wait until it is modded."""
        self.daemon.start()
        assert self.tray.says("Waiting for requests")
        document = Document.read(self.source)
        document.set("Editor", "Bookmarks", "4000,6500")
        self.source.write_bytes(document.to_bytes())
        log = self.daemon.home / "log" / "companion.log"
        assert wait_for(lambda: f"saved: {self.source}" in log.read_text(encoding="utf-8"), 60)
        assert wait_for(lambda: self.tray.offers("Last report"), 60)

    def asked(self, count: int) -> Job:
        """The newest job, once so many have ended."""
        assert wait_for(lambda: self.daemon.ended(count), 60)
        job = self.daemon.jobs()[-1]
        assert (len(self.daemon.jobs()), job.state) == (count, State.DONE), job.story
        assert self.tray.says("Waiting for requests")
        return job

    def was_opened(self, path: Path) -> bool:
        """Whether the last thing opened comes to be this."""
        return wait_for(
            lambda: self.opened.exists() and self.opened.read_text().splitlines()[-1:] == [str(path)], 20
        )


@pytest.fixture
def session(screen: Desktop, tmp_path: Path) -> Iterator[Session]:
    session = Session(screen, tmp_path)
    try:
        session.begin()
        yield session
    finally:
        session.daemon.kill()


@pytest.mark.timeout(400)
def test_every_task_of_the_menu_is_done_for_the_difficulty_saved_last(session: Session) -> None:
    tray = session.tray
    tray.click("Remap between bookmarks")
    remap = session.asked(1).request
    assert (remap.task, remap.map, remap.options.start, remap.options.end) == (
        "remap",
        session.source,
        4000,
        6500,
    )
    tray.click("Hitsound")
    assert session.asked(2).request.task == "hitsounds"
    tray.click("Time the song")
    assert session.asked(3).request.task == "timing"
    tray.click("Mod now")
    assert session.asked(4).request.task == "mod"
    tray.click("Guest difficulty", "2.5 stars")
    guest = session.asked(5).request
    assert (guest.task, guest.options.difficulty) == ("guest", 2.5)

    names = {path.name for path in session.mapset.glob("*.osu")}
    tray.click("Recent results", "Companion's", "Open its folder")
    assert session.was_opened(session.mapset)
    tray.click("Recent results", "Companion's", "Keep")
    assert wait_for(lambda: not tray.offers("Recent results", "Companion's"), 20)
    assert len(session.daemon.unjudged()) == 3
    tray.click("Recent results", "Insane (hitsounds)", "Undo")
    gone = "Artist - Song (Mapper) [Insane (hitsounds)].osu"
    assert wait_for(lambda: not tray.offers("Recent results", "Insane (hitsounds)"), 20)
    assert names - {path.name for path in session.mapset.glob("*.osu")} == {gone}
    tray.click("Undo the last result")  # what was kept can still be taken back by hand
    assert wait_for(lambda: len(list(session.mapset.glob("*.osu"))) == len(names) - 2, 20)


@pytest.mark.timeout(200)
def test_pausing_holds_jobs_and_a_waiting_one_can_be_cancelled(session: Session) -> None:
    tray = session.tray
    tray.click("Pause")
    assert tray.says("Paused")
    tray.click("Hitsound")
    assert tray.says("Paused (1 waiting)")
    tray.click("Queue", "Hitsounding", "Cancel")
    assert tray.says("Paused")
    assert session.daemon.jobs()[0].state is State.CANCELLED
    tray.click("Time the song")
    assert tray.says("Paused (1 waiting)")
    tray.click("Pause")
    assert session.asked(2).request.task == "timing"
    tray.click("Pause until I stop playing")
    assert tray.says("Paused until you stop playing")
    tray.click("Pause until I stop playing")
    assert tray.says("Waiting for requests")


@pytest.mark.timeout(120)
def test_the_menu_stays_open_while_what_it_offers_changes(session: Session, screen: Desktop) -> None:
    tray = session.tray
    tray.open()
    (session.mapset / "a.request.toml").write_text('task = "hitsounds"\nmap = "map.osu"')
    assert wait_for(lambda: tray.offers("Recent results", "hitsounds", "Undo"), 60)
    assert tray.is_open()
    screen.run("xdotool", "key", "Down", "Down", "Return")  # as it stood when it was opened
    assert session.asked(2).request.task == "hitsounds"


@pytest.mark.timeout(200)
def test_the_other_entries_open_what_they_say_and_quit_ends_it(session: Session) -> None:
    tray, home = session.tray, session.daemon.home
    tray.click("Open the Songs folder")
    assert session.was_opened(session.daemon.songs)
    tray.click("Open the page")
    assert wait_for(lambda: session.opened.read_text().splitlines()[-1].startswith("http://127.0.0.1:"), 20)
    tray.click("Models")
    assert wait_for(lambda: session.opened.read_text().splitlines()[-1].endswith("/models"), 20)
    tray.click("Open the settings")
    assert session.was_opened(home / "config" / "companion.toml")
    assert "#quiet_seconds" in (home / "config" / "companion.toml").read_text(encoding="utf-8")
    tray.click("Last report")
    assert wait_for(lambda: session.opened.read_text().splitlines()[-1].endswith(".html"), 20)
    tray.click("Open the log")
    assert session.was_opened(home / "log" / "companion.log")
    tray.click("About", "Open its own folder")
    assert session.was_opened(home / "data")
    entry = session.config / "autostart" / "osu-companion.desktop"
    tray.click("Start with the system")
    assert wait_for(entry.exists, 20)
    tray.click("Start with the system")
    assert wait_for(lambda: not entry.exists(), 20)
    tray.click("Quit")
    assert wait_for(lambda: session.daemon.process.poll() is not None, 20)
    assert session.daemon.process.returncode == 0


@pytest.mark.timeout(200)
def test_the_difficulty_the_editor_has_open_goes_before_the_one_saved_last(
    session: Session, screen: Desktop
) -> None:
    hard = session.mapset / "Artist - Song (Mapper) [Hard].osu"
    document = Document.read(session.source)
    document.set("Metadata", "Version", "Hard")
    hard.write_bytes(document.to_bytes())
    assert wait_for(lambda: hard.stem in session.tray.stands().says, 20)
    session.source.write_bytes(session.source.read_bytes())
    assert wait_for(lambda: hard.stem not in session.tray.stands().says, 20)
    editor = subprocess.Popen([sys.executable, "-c", EDITOR], env=os.environ | screen.environment)
    try:
        assert wait_for(lambda: hard.stem in session.tray.stands().says, 20)
        session.tray.click("Hitsound")
        assert session.asked(1).request.map == hard
    finally:
        editor.terminate()
        editor.wait(20)


@pytest.mark.timeout(120)
def test_a_job_that_fails_shows_in_the_icon_and_the_menu_opens_while_the_engine_works(
    session: Session, screen: Desktop, tmp_path: Path
) -> None:
    pictures = []
    for name in ("idle", "failed"):
        pictures.append(tmp_path / f"{name}.png")
        screen.picture(pictures[-1])
        if name == "idle":
            (session.mapset / "song.wav").write_bytes(b"RIFF, and no song")
            session.tray.click("Time the song")
            assert wait_for(lambda: session.daemon.ended(1), 60)
            assert session.daemon.jobs()[0].state is State.FAILED
            assert session.tray.says("Waiting for requests")
            wait_for(lambda: False, 1.0)  # the panel draws when it likes
    assert pictures[0].read_bytes() != pictures[1].read_bytes()
