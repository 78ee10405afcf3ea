"""What the lane of modding asks to be read and kept for it, and what came of that."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from companion.jobs import Job
from companion.reports.delta import Delta
from engine.protocol import EngineChoice, Report, Run, Severity


@dataclass(frozen=True)
class ReadSave:
    """Read a saved difficulty and what lies beside it, and word it for an engine as a run of this number."""

    path: Path
    number: str
    engine: EngineChoice
    model: str | None


@dataclass(frozen=True)
class Save:
    """A difficulty as it was read, and the run that mods it."""

    content: bytes
    run: Run


@dataclass(frozen=True)
class SaveRead:
    """A saved difficulty was read, or why not."""

    number: str
    save: Save | Exception


@dataclass(frozen=True)
class KeepReport:
    """Keep a report, and compare it with the one before.

    Attributes:
        path: the difficulty.
        content: as it was looked at.
        report: everything that was found.
        tell: the least grave suggestions that are news.
        job: the job that asked for it; none: it came of a save.
    """

    path: Path
    content: bytes
    report: Report
    tell: Severity
    job: Job | None = None


@dataclass(frozen=True)
class Compared:
    """What there is to tell of a report.

    Attributes:
        report: without what is ignored.
        news: what came of the save; none: it is the first report of the difficulty.
    """

    report: Report
    news: Delta | None


@dataclass(frozen=True)
class ReportKept:
    """A report is kept, or why not."""

    order: KeepReport
    kept: Compared | Exception
