"""How soon after a save its report is there: `python -m tests.benchmarks.modding_speed`.

The real daemon on a song of five minutes with a difficulty that the built-in engine made. A second watcher
says when the save became stable, the stored report when it was made.
"""

from __future__ import annotations

import hashlib
import queue
import statistics
import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from rich.console import Console
from rich.table import Table

from companion.messages import Settled, Stirring, Trouble
from companion.reports import Reports
from companion.watching import Watcher
from engine.osu import Document
from engine.song.synthesis import write_song
from settings import Settings
from tests.acceptance.daemons import Daemon
from tests.waiting import wait_for

BPM, MINUTES, STARS = 178.0, 5.0, "6"

SAVES = 6

QUIET = float(Settings.model_fields["quiet_seconds"].default)
"""Seconds a file lies still until it is stable, as mappers have it."""

PATIENCE = 120.0
"""Seconds until a report is given up."""


class Bench:
    """A daemon on one mapset, and a clock beside it."""

    def __init__(self, folder: Path) -> None:
        self._daemon = Daemon(folder, COMPANION_QUIET_SECONDS=str(QUIET))
        self._settled: queue.SimpleQueue[tuple[datetime, Settled]] = queue.SimpleQueue()
        mapset = self._daemon.songs / "1 Artist - Song"
        mapset.mkdir()
        write_song(mapset / "song.mp3", BPM, 900.0, MINUTES * 60, 1)
        self._map = mapset / "Artist - Song (Mapper) [Insane].osu"
        generate = ["generate", str(mapset / "song.mp3"), "--difficulty", STARS, "--seed", "1", "--output"]
        subprocess.run([sys.executable, "-m", "engine", *generate, str(self._map)], check=True)
        self._document = Document.read(self._map)
        self._edits = 0
        # it knows what lies there long before the daemon answers
        self._watcher = Watcher(self._daemon.songs, self._hear, QUIET, 600.0)
        self._watcher.start()

    @property
    def objects(self) -> int:
        """Of the difficulty."""
        return len(self._document.beatmap.objects)

    def start(self) -> None:
        """Start the daemon, and return when it watches."""
        self._daemon.start_watching(self._map.parent)

    def stop(self) -> None:
        """Stop the daemon."""
        self._daemon.stop()

    def kill(self) -> None:
        """End all in any case."""
        self._watcher.stop()
        self._daemon.kill()

    def save(self) -> tuple[float, float]:
        """Move a note by hand and save: seconds until stable, and from there until the report is stored."""
        self._edits += 1
        each = self._document.beatmap.objects[100 * self._edits]
        each.x = 256.0 + self._edits
        self._document.replace_objects([100 * self._edits], [each])
        content = self._document.to_bytes()
        begun = datetime.now(UTC)
        self._map.write_bytes(content)
        stable, _ = self._settled.get(timeout=PATIENCE)
        made = self._made(hashlib.sha256(content).hexdigest())
        return (stable - begun).total_seconds(), (made - stable).total_seconds()

    def _hear(self, message: Stirring | Settled | Trouble) -> None:
        if isinstance(message, Settled) and message.path == self._map:
            self._settled.put((datetime.now(UTC), message))

    def _made(self, sha256: str) -> datetime:
        reports = Reports.open(self._daemon.home / "data" / "reports" / "reports.sqlite3")
        try:

            def there() -> bool:
                stored = reports.latest(self._map)
                return stored is not None and stored.sha256 == sha256

            if not wait_for(there, PATIENCE):
                raise TimeoutError("there is no report")
            return reports.newest()[0].made
        finally:
            reports.close()


def main() -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(Path(folder))
        title = f"{MINUTES:g} minutes, {bench.objects} objects: seconds"
        table = Table("save", "until stable", "then until the report", title=title)
        try:
            bench.start()
            _row(table, "first: engine not running, song not heard", [bench.save()])
            _row(table, f"next {SAVES}: median", [bench.save() for _ in range(SAVES)])
            bench.stop()
            bench.start()
            _row(table, "first after a restart: song heard before", [bench.save()])
            bench.stop()
        finally:
            bench.kill()
    Console(file=sys.stdout, width=110).print(table)


def _row(table: Table, name: str, times: list[tuple[float, float]]) -> None:
    most = f" (most {max(after for _, after in times):.2f})" if len(times) > 1 else ""
    until, after = (statistics.median(each) for each in zip(*times, strict=True))
    table.add_row(name, f"{until:.2f}", f"{after:.2f}{most}")


if __name__ == "__main__":
    main()
