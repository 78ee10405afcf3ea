"""The durable list of everything ever written into Songs."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path


class EntryState(StrEnum):
    """How far a write has come."""

    PREPARED = "PREPARED"
    """The temporary file is complete; the final name is not yet touched."""
    WRITTEN = "WRITTEN"
    UNDONE = "UNDONE"


@dataclass(frozen=True)
class Entry:
    """One file written for a job.

    Attributes:
        job: the job it was written for.
        path: the final name.
        temporary: the complete file, waiting in the same folder.
        source_path: the difficulty it was made from.
        source_sha256: that difficulty's content when it was read.
        engine: who made it.
        seed: with which seed.
        output_sha256: content of the file.
        backup_sha256: content that stood under the final name before, kept in the backups; none: a new file.
        state: how far the write has come.
    """

    job: int
    path: Path
    temporary: Path
    source_path: Path | None
    source_sha256: str | None
    engine: str
    seed: int
    output_sha256: str
    backup_sha256: str | None
    state: EntryState = EntryState.PREPARED
