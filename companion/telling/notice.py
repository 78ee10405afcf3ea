"""What the mapper is told, and what the tray shows."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

Status = Literal["idle", "busy", "news", "paused", "error"]
"""What the icon shows at a glance; `news`: suggestions nobody has looked at."""


@dataclass(frozen=True)
class Notice:
    """One notification. `path` is what a click should open, where the platform has clicks."""

    title: str
    body: str
    path: Path | None = None


@dataclass(frozen=True)
class Queued:
    """One line of the tray's queue: a job that runs or waits."""

    job: int
    label: str


@dataclass(frozen=True)
class Recent:
    """One line of the tray's recent results."""

    job: int
    label: str
    path: Path


@dataclass(frozen=True)
class TrayState:
    """Everything the tray shows; a new one is sent whenever something changes.

    Attributes:
        status: for the icon.
        line: what is going on, in one line; with the progress of the running job.
        difficulty: the one being worked on.
        queue: jobs that run and wait.
        recent: results the mapper has not judged yet, newest first.
        undoable: there is a result that can be taken back.
        report: the difficulty whose report came last.
        news: what is new in that report, until the mapper has looked at it.
        paused: no job is started: until resumed, or until the mapper has stopped playing.
    """

    status: Status
    line: str
    difficulty: Path | None = None
    queue: tuple[Queued, ...] = ()
    recent: tuple[Recent, ...] = ()
    undoable: bool = False
    report: Path | None = None
    news: str = ""
    paused: Literal["no", "yes", "playing"] = "no"
