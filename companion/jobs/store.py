"""Jobs and ledger on disk (SQLite). What is committed here is acknowledged; nothing else is.

Only the loop's thread writes. `companion jobs` reads from another process, which WAL allows.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence, Set
from contextlib import contextmanager
from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path
from typing import Self

from companion.jobs.candidate import Candidate
from companion.jobs.job import Job, State
from companion.jobs.ledger import Entry, EntryState
from companion.requests import Request, Standing, marker_home

SCHEMA_VERSION = 1


class StoreError(Exception):
    """The database cannot be used; the message says why and what to do."""


class Store:
    """The durable state of the companion; made by :meth:`open` or :meth:`look`."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._db = database
        self._db.row_factory = sqlite3.Row

    @classmethod
    def open(cls, path: Path) -> Self:
        """Open the database for reading and writing; it is made when it is not there.

        Raises:
            StoreError: it is damaged, locked, or was made by a newer companion.
        """
        try:
            store = cls(sqlite3.connect(path, isolation_level=None))
            with store._closed_on_failure():
                store._prepare()
        except sqlite3.Error as error:
            raise StoreError(
                f"The job list {path} cannot be used ({error}). Move it away to start with an empty one."
            ) from error
        return store

    @classmethod
    def look(cls, path: Path) -> Self:
        """Open an existing database for reading only.

        Raises:
            StoreError: there is none, or it cannot be read.
        """
        if not path.exists():
            raise StoreError(f"There is no job list at {path} yet.")
        try:
            store = cls(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True))
            with store._closed_on_failure():
                store.jobs(limit=1)
        except sqlite3.Error as error:
            raise StoreError(f"The job list {path} cannot be read ({error}).") from error
        return store

    def close(self) -> None:
        """Let go of the database."""
        self._db.close()

    def revision(self) -> int:
        """A number that is another one whenever another connection has changed the database."""
        return int(self._db.execute("PRAGMA data_version").fetchone()[0])

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @contextmanager
    def _closed_on_failure(self) -> Iterator[None]:
        try:
            yield
        except BaseException:
            self.close()  # on Windows an open file cannot be moved away
            raise

    def _prepare(self) -> None:
        self._db.execute("PRAGMA journal_mode = WAL")
        # FULL: a job is acknowledged to the mapper, so its commit must outlive the power
        self._db.execute("PRAGMA synchronous = FULL")
        self._db.execute("PRAGMA foreign_keys = ON")
        version = self._db.execute("PRAGMA user_version").fetchone()[0]
        if version > SCHEMA_VERSION:
            raise StoreError("The job list was made by a newer companion. Update this one.")
        # tables are only ever added: a list made by an older companion gets those it lacks
        schema = files("companion.jobs").joinpath("schema.sql").read_text(encoding="utf-8")
        self._db.executescript(f"BEGIN; {schema} COMMIT;")
        if version < SCHEMA_VERSION:
            self._db.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")

    # jobs

    def add(self, request: Request, receipt: tuple[Path, str] | None = None) -> tuple[Job, list[int]]:
        """Acknowledge a request; an equal one that still waits is replaced.

        Args:
            request: what is asked.
            receipt: file and content hash it was read from. As long as that file was not taken away
                (:meth:`receipt_gone`), the same receipt is the same job: a restart asks twice.

        Returns:
            The job, and the numbers of the queued jobs it replaced.
        """
        path, sha256 = (str(receipt[0]), receipt[1]) if receipt else (None, None)
        if receipt:
            row = self._db.execute(
                "SELECT * FROM jobs WHERE receipt_path = ? AND receipt_sha256 = ?", (path, sha256)
            ).fetchone()
            if row is not None:
                return _job(row), []
        with self._transaction():
            return self._add(request, path, sha256)

    def _add(self, request: Request, path: str | None, sha256: str | None) -> tuple[Job, list[int]]:
        asking = request.model_copy(update={"written": ""}).model_dump_json()
        now = _now()
        replaced = [
            row["id"]
            for row in self._db.execute(
                "UPDATE jobs SET state = 'CANCELLED', ended = ?, story = 'Asked again.'"
                " WHERE state = 'QUEUED' AND asking = ? RETURNING id",
                (now, asking),
            ).fetchall()
        ]
        row = self._db.execute(
            "INSERT INTO jobs (request, asking, receipt_path, receipt_sha256, state, created)"
            " VALUES (?, ?, ?, ?, 'QUEUED', ?) RETURNING *",
            (request.model_dump_json(), asking, path, sha256, now),
        ).fetchone()
        return _job(row), replaced

    def receipt_gone(self, path: Path) -> None:
        """The file a request was read from is gone: the next one of its name is another request."""
        self._db.execute("UPDATE jobs SET receipt_path = NULL WHERE receipt_path = ?", (str(path),))

    def markers(self, home: Path) -> Standing:
        """The markers that stood in the last save of each difficulty of a home (see `marker_home`)."""
        rows = self._db.execute("SELECT map, marker FROM markers WHERE mapset = ?", (str(home),)).fetchall()
        standing: dict[Path, set[str]] = {}
        for row in rows:
            standing.setdefault(Path(row["map"]), set()).add(row["marker"])
        return standing

    def mark(self, map: Path, standing: Set[str], requests: Sequence[Request]) -> list[Job]:  # noqa: A002
        """Acknowledge what the markers of a saved difficulty ask for, and remember which stand in it now.

        Args:
            map: the difficulty.
            standing: the identities of all its markers.
            requests: what the new ones among them ask for.

        Returns:
            The jobs, in the order of the requests.
        """
        gone = [other for other in self.markers(marker_home(map)) if other == map or not other.exists()]
        with self._transaction():
            self._db.executemany("DELETE FROM markers WHERE map = ?", [(str(other),) for other in gone])
            self._db.executemany(
                "INSERT INTO markers (map, mapset, marker) VALUES (?, ?, ?)",
                [(str(map), str(marker_home(map)), each) for each in standing],
            )
            return [self._add(request, None, None)[0] for request in requests]

    def job(self, number: int) -> Job | None:
        """One job."""
        row = self._db.execute("SELECT * FROM jobs WHERE id = ?", (number,)).fetchone()
        return _job(row) if row is not None else None

    def jobs(self, *states: State, limit: int = -1) -> list[Job]:
        """The jobs in these states (all when none is given), newest first."""
        marks = ",".join("?" * len(states)) or "SELECT DISTINCT state FROM jobs"
        rows = self._db.execute(
            f"SELECT * FROM jobs WHERE state IN ({marks}) ORDER BY id DESC LIMIT ?",  # noqa: S608 - marks only
            (*states, limit),
        ).fetchall()
        return [_job(row) for row in rows]

    def move(self, number: int, following: State, story: str = "") -> Job:
        """Let a job go to its next state.

        Raises:
            IllegalTransitionError: no job goes there from where it stands.
            LookupError: there is no such job.
        """
        job = self.job(number)
        if job is None:
            raise LookupError(f"there is no job {number}")
        job.check(following)
        self._db.execute(
            "UPDATE jobs SET state = ?, story = ?, ended = ?, attempts = attempts + ? WHERE id = ?",
            (following, story, _now() if following.ended else None, following is State.RUNNING, number),
        )
        moved = self.job(number)
        assert moved is not None
        return moved

    # ledger

    def prepare(self, entries: Sequence[Entry]) -> None:
        """Record what is about to appear under its final name; all of them or none."""
        with self._transaction():
            for entry in entries:
                self._db.execute(
                    "INSERT INTO ledger (job, path, temporary, source_path, source_sha256, engine, seed,"
                    " output_sha256, backup_sha256, state, changed)"
                    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    (
                        entry.job,
                        str(entry.path),
                        str(entry.temporary),
                        str(entry.source_path) if entry.source_path else None,
                        entry.source_sha256,
                        entry.engine,
                        entry.seed,
                        entry.output_sha256,
                        entry.backup_sha256,
                        EntryState.PREPARED,
                        _now(),
                    ),
                )

    def written(self, job: int, story: str) -> Job:
        """Everything a job prepared stands under its final name; the job is done.

        A job whose candidate was kept was done before; its other candidates are forgotten.
        """
        with self._transaction():
            self._db.execute(
                "UPDATE ledger SET state = 'WRITTEN', changed = ? WHERE job = ? AND state = 'PREPARED'",
                (_now(), job),
            )
            self._db.execute("DELETE FROM candidates WHERE job = ?", (job,))
            there = self.job(job)
            if there is not None and there.state is State.DONE:
                return self._tell(job, story)
            return self.move(job, State.DONE, story)

    def withdraw(self, job: int) -> None:
        """Forget what a job prepared: it was never written."""
        self._db.execute("DELETE FROM ledger WHERE job = ? AND state = 'PREPARED'", (job,))

    def undone(self, job: int) -> None:
        """What a job wrote has been taken back."""
        self._db.execute(
            "UPDATE ledger SET state = 'UNDONE', changed = ? WHERE job = ? AND state = 'WRITTEN'",
            (_now(), job),
        )

    def entries(self, job: int) -> list[Entry]:
        """What a job wrote, or is about to."""
        rows = self._db.execute("SELECT * FROM ledger WHERE job = ? ORDER BY id", (job,)).fetchall()
        return [_entry(row) for row in rows]

    def prepared(self, job: int) -> list[Entry]:
        """What a job was about to put under its final name."""
        return [entry for entry in self.entries(job) if entry.state is EntryState.PREPARED]

    def undoable(self, job: int) -> list[Entry]:
        """What of a job can be taken back."""
        return [entry for entry in self.entries(job) if entry.state is EntryState.WRITTEN]

    def last_undoable(self) -> int | None:
        """The newest job whose files can be taken back."""
        row = self._db.execute(
            "SELECT job FROM ledger WHERE state = 'WRITTEN' ORDER BY id DESC LIMIT 1"
        ).fetchone()
        return int(row["job"]) if row is not None else None

    def half_written(self) -> list[Job]:
        """The jobs that were about to put something under its final name."""
        rows = self._db.execute(
            "SELECT * FROM jobs WHERE id IN (SELECT job FROM ledger WHERE state = 'PREPARED') ORDER BY id"
        ).fetchall()
        return [_job(row) for row in rows]

    # candidates

    def offer(self, candidates: Sequence[Candidate], story: str) -> Job:
        """A job is done, and one of its candidates is to be chosen."""
        with self._transaction():
            for each in candidates:
                self._db.execute(
                    "INSERT INTO candidates (job, number, path, version, stars, engine, source_sha256)"
                    " VALUES (?, ?, ?, ?, ?, ?, ?)",
                    (
                        each.job,
                        each.number,
                        str(each.path),
                        each.version,
                        each.stars,
                        each.engine,
                        each.source_sha256,
                    ),
                )
            return self.move(candidates[0].job, State.DONE, story)

    def candidates(self, job: int) -> list[Candidate]:
        """What can be chosen from; nothing once one was kept or all were discarded."""
        rows = self._db.execute("SELECT * FROM candidates WHERE job = ? ORDER BY number", (job,)).fetchall()
        return [Candidate(**{**row, "path": Path(row["path"])}) for row in map(dict, rows)]

    def undecided(self) -> list[Job]:
        """The jobs with candidates to choose from."""
        rows = self._db.execute(
            "SELECT * FROM jobs WHERE id IN (SELECT job FROM candidates) ORDER BY id"
        ).fetchall()
        return [_job(row) for row in rows]

    def discard(self, job: int, story: str) -> Job:
        """None of a job's candidates is kept."""
        with self._transaction():
            self._db.execute("DELETE FROM candidates WHERE job = ?", (job,))
            return self._tell(job, story)

    def _tell(self, number: int, story: str) -> Job:
        """Another story for a job that has ended."""
        self._db.execute("UPDATE jobs SET story = ? WHERE id = ?", (story, number))
        job = self.job(number)
        assert job is not None
        return job

    # what the mapper thinks of it

    def accept(self, job: int) -> None:
        """The mapper keeps what a job wrote."""
        self._db.execute("INSERT OR IGNORE INTO accepted (job) SELECT id FROM jobs WHERE id = ?", (job,))

    def wrote_before(self, job: int) -> bool:
        """Whether anything was written before a job was."""
        row = self._db.execute(
            "SELECT 1 FROM ledger WHERE job <> ? AND state <> 'PREPARED' LIMIT 1", (job,)
        ).fetchone()
        return row is not None

    def unjudged(self, limit: int) -> list[Job]:
        """The newest jobs whose files are neither taken back nor said to be kept."""
        rows = self._db.execute(
            "SELECT * FROM jobs WHERE state = 'DONE' AND id NOT IN (SELECT job FROM accepted)"
            " AND id IN (SELECT job FROM ledger WHERE state = 'WRITTEN') ORDER BY id DESC LIMIT ?",
            (limit,),
        ).fetchall()
        return [_job(row) for row in rows]

    def is_own(self, sha256: str) -> bool:
        """Whether this very content was written by the companion."""
        return (
            self._db.execute("SELECT 1 FROM ledger WHERE output_sha256 = ? LIMIT 1", (sha256,)).fetchone()
            is not None
        )

    def _transaction(self) -> _Transaction:
        return _Transaction(self._db)


class _Transaction:
    """All of it or nothing."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._db = database

    def __enter__(self) -> None:
        self._db.execute("BEGIN IMMEDIATE")

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        self._db.execute("COMMIT" if kind is None else "ROLLBACK")


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")


def _job(row: sqlite3.Row) -> Job:
    return Job(
        id=row["id"],
        request=Request.model_validate_json(row["request"]),
        state=State(row["state"]),
        attempts=row["attempts"],
        story=row["story"],
        created=datetime.fromisoformat(row["created"]),
        ended=datetime.fromisoformat(row["ended"]) if row["ended"] else None,
    )


def _entry(row: sqlite3.Row) -> Entry:
    return Entry(
        job=row["job"],
        path=Path(row["path"]),
        temporary=Path(row["temporary"]),
        source_path=Path(row["source_path"]) if row["source_path"] else None,
        source_sha256=row["source_sha256"],
        engine=row["engine"],
        seed=row["seed"],
        output_sha256=row["output_sha256"],
        backup_sha256=row["backup_sha256"],
        state=EntryState(row["state"]),
    )
