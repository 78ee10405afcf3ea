"""The real daemon as a process of its own, on a Songs folder of its own."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
from pathlib import Path

from companion.jobs import Job, Store, StoreError
from companion.reports import Reports
from companion.reports.store import Stored
from engine.song.synthesis import write_song
from tests.waiting import wait_for

QUIET = 0.3


def empty_mapset(songs: Path) -> Path:
    """A mapset with a song at 120 BPM and no difficulty yet."""
    mapset = songs / "1 Artist - Song"
    mapset.mkdir(parents=True)
    write_song(mapset / "song.wav", 120.0, 1000.0, 20.0, 1)
    return mapset


class Daemon:
    """`companion run` with its worker in a process group of its own."""

    def __init__(self, folder: Path, *words: str, **environment: str) -> None:
        self.home, self.songs = folder / "home", folder / "Songs"
        self.songs.mkdir(parents=True, exist_ok=True)
        self.environment = os.environ | {
            "COMPANION_HOME": str(self.home),
            "COMPANION_SONGS": str(self.songs),
            "COMPANION_QUIET_SECONDS": str(QUIET),
            "COMPANION_NOTIFICATIONS": "false",
            **environment,
        }
        self.words = words or ("--no-tray",)

    def start(self) -> None:
        """Start it."""
        self.process = subprocess.Popen(
            [sys.executable, "-m", "companion", "run", *self.words],
            env=self.environment,
            start_new_session=True,
            stderr=subprocess.DEVNULL,
        )

    def start_watching(self, mapset: Path) -> None:
        """Start it, and return when its first look is over: it has returned what it cannot understand."""
        reply = mapset / "a.request.error.toml"
        reply.unlink(missing_ok=True)
        (mapset / "a.request.toml").write_text('task = "dance"')
        self.start()
        assert wait_for(reply.exists, 60), "it does not watch"

    def stop(self) -> None:
        """Ask it to quit."""
        self.process.terminate()
        assert self.process.wait(30) == 0

    def kill(self) -> None:
        """Kill -9 daemon and worker at once."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(30)

    def jobs(self) -> list[Job]:
        """All jobs, oldest first."""
        try:
            store = Store.look(self.home / "data" / "companion.sqlite3")
        except StoreError:
            return []
        try:
            return sorted(store.jobs(), key=lambda job: job.id)
        finally:
            store.close()

    def unjudged(self) -> list[tuple[int, Path]]:
        """Jobs whose results the mapper has not judged, newest first, with what they wrote."""
        store = Store.look(self.home / "data" / "companion.sqlite3")
        try:
            return [(job.id, store.entries(job.id)[0].path) for job in store.unjudged(8)]
        finally:
            store.close()

    def report(self, path: Path) -> Stored | None:
        """The last report on a difficulty, with all that was found."""
        reports = Reports.open(self.home / "data" / "reports" / "reports.sqlite3")
        try:
            return reports.latest(path)
        finally:
            reports.close()

    def modded(self, path: Path, content: bytes | None = None) -> bool:
        """Whether the last report on a difficulty is there, and of this content."""
        report = self.report(path)
        return report is not None and content in (None, report.content)

    def undoable(self) -> bool:
        """Whether something can be taken back."""
        store = Store.look(self.home / "data" / "companion.sqlite3")
        try:
            return store.last_undoable() is not None
        finally:
            store.close()

    def ended(self, count: int) -> bool:
        """Whether so many jobs are there and all have ended."""
        jobs = self.jobs()
        return len(jobs) >= count and all(job.state.ended for job in jobs)

    def written(self) -> dict[int, list[Path]]:
        """The files each job wrote."""
        store = Store.look(self.home / "data" / "companion.sqlite3")
        try:
            return {job.id: [entry.path for entry in store.entries(job.id)] for job in store.jobs()}
        finally:
            store.close()
