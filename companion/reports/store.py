"""Reports and what is ignored, on disk (SQLite), in the companion's own data.

Daemon, page and command line may all write: each statement stands for itself.
"""

from __future__ import annotations

import hashlib
import sqlite3
import zlib
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Self

from companion.reports.ignoring import Ignoring
from engine.protocol import Report

KEPT = 20
"""Reports kept for each difficulty."""

PATIENCE = 5.0
"""Seconds to wait while another process writes."""

SCHEMA = """
CREATE TABLE IF NOT EXISTS reports (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    map TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    content BLOB NOT NULL,
    made TEXT NOT NULL,
    report TEXT NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS reports_by_map ON reports (map, id);
CREATE TABLE IF NOT EXISTS ignored (
    map TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('suggestion', 'check')),
    name TEXT NOT NULL,
    PRIMARY KEY (map, kind, name)
) STRICT;
CREATE TABLE IF NOT EXISTS thresholds (map TEXT PRIMARY KEY, bits REAL NOT NULL) STRICT;
"""


class ReportsError(Exception):
    """The reports cannot be used; the message says why."""


@dataclass(frozen=True)
class Stored:
    """A report as it was made.

    Attributes:
        map: the difficulty.
        sha256: of its content.
        content: the difficulty as it was looked at.
        made: when (UTC).
        report: everything that was found, the ignored included.
    """

    map: Path
    sha256: str
    content: bytes
    made: datetime
    report: Report


class Reports:
    """Every report that is kept; made by :meth:`open`."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._db = database
        self._db.row_factory = sqlite3.Row

    @classmethod
    def open(cls, path: Path) -> Self:
        """Open the database; it is made when it is not there, and begun anew when it is damaged.

        Raises:
            OSError: the folder cannot be written to.
            ReportsError: another program holds it, or it may not be written to.
        """
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            return cls(_connect(path))
        except sqlite3.OperationalError as error:  # nothing is wrong with what it holds
            raise ReportsError(
                f"The reports {path} cannot be used ({error}). Try again in a moment."
            ) from error
        except sqlite3.DatabaseError:
            path.replace(path.with_suffix(".damaged"))  # reports can be made again; nothing of the mapper's
            return cls(_connect(path))

    def close(self) -> None:
        """Let go of the database."""
        self._db.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def add(self, map: Path, content: bytes, report: Report) -> None:  # noqa: A002 - the house's word
        """Keep a report on a difficulty of this content; the oldest of the difficulty goes."""
        sha256, packed = hashlib.sha256(content).hexdigest(), zlib.compress(content)
        self._db.execute(
            "INSERT INTO reports (map, sha256, content, made, report) VALUES (?, ?, ?, ?, ?)",
            (str(map), sha256, packed, datetime.now(UTC).isoformat(), report.model_dump_json()),
        )
        self._db.execute(
            "DELETE FROM reports WHERE map = ? AND id NOT IN"
            " (SELECT id FROM reports WHERE map = ? ORDER BY id DESC LIMIT ?)",
            (str(map), str(map), KEPT),
        )

    def latest(self, map: Path, other_than: str = "") -> Stored | None:  # noqa: A002
        """The newest report of a difficulty, of another content than this one (SHA-256)."""
        row = self._db.execute(
            "SELECT * FROM reports WHERE map = ? AND sha256 != ? ORDER BY id DESC LIMIT 1",
            (str(map), other_than),
        ).fetchone()
        return _stored(row) if row is not None else None

    def latest_sha256(self, map: Path) -> str | None:  # noqa: A002
        """The content (SHA-256) that the newest report of a difficulty is on."""
        row = self._db.execute(
            "SELECT sha256 FROM reports WHERE map = ? ORDER BY id DESC LIMIT 1", (str(map),)
        ).fetchone()
        return str(row["sha256"]) if row is not None else None

    def newest_map(self) -> Path | None:
        """The difficulty whose report came last."""
        row = self._db.execute("SELECT map FROM reports ORDER BY id DESC LIMIT 1").fetchone()
        return Path(row["map"]) if row is not None else None

    def newest(self, most: int = 1) -> list[Stored]:
        """The newest report of each difficulty, newest first."""
        rows = self._db.execute(
            "SELECT * FROM reports WHERE id IN (SELECT max(id) FROM reports GROUP BY map)"
            " ORDER BY id DESC LIMIT ?",
            (most,),
        ).fetchall()
        return [_stored(row) for row in rows]

    def ignoring(self, map: Path) -> Ignoring:  # noqa: A002
        """What the mapper does not want to hear about a difficulty."""
        rows = self._db.execute("SELECT kind, name FROM ignored WHERE map = ?", (str(map),)).fetchall()
        bits = self._db.execute("SELECT bits FROM thresholds WHERE map = ?", (str(map),)).fetchone()
        return Ignoring(
            frozenset(row["name"] for row in rows if row["kind"] == "suggestion"),
            frozenset(row["name"] for row in rows if row["kind"] == "check"),
            bits["bits"] if bits is not None else 0.0,
        )

    def ignore(self, map: Path, name: str, *, check: bool) -> None:  # noqa: A002
        """Do not tell of this suggestion (id), or of this check, in a difficulty any more."""
        kind = "check" if check else "suggestion"
        self._db.execute("INSERT OR IGNORE INTO ignored VALUES (?, ?, ?)", (str(map), kind, name))

    def heed(self, map: Path, name: str) -> None:  # noqa: A002
        """Tell of a suggestion or check again."""
        self._db.execute("DELETE FROM ignored WHERE map = ? AND name = ?", (str(map), name))

    def set_threshold(self, map: Path, bits: float) -> None:  # noqa: A002
        """Leave out findings of consistency and model with fewer bits."""
        self._db.execute("INSERT OR REPLACE INTO thresholds VALUES (?, ?)", (str(map), bits))


def _connect(path: Path) -> sqlite3.Connection:
    database = sqlite3.connect(path, timeout=PATIENCE, isolation_level=None)
    try:
        database.execute("PRAGMA journal_mode = WAL")
        database.executescript(SCHEMA)
    except sqlite3.DatabaseError:
        database.close()
        raise
    return database


def _stored(row: sqlite3.Row) -> Stored:
    return Stored(
        Path(row["map"]),
        row["sha256"],
        zlib.decompress(row["content"]),
        datetime.fromisoformat(row["made"]),
        Report.model_validate_json(row["report"]),
    )
