"""What the mapper is told, and what the tray shows."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal


@dataclass(frozen=True)
class Notice:
    """One notification. `path` is what a click should open, where the platform has clicks."""

    title: str
    body: str
    path: Path | None = None


@dataclass(frozen=True)
class Recent:
    """One line of the tray's recent results."""

    job: int
    label: str
    path: Path | None
    undoable: bool


@dataclass(frozen=True)
class TrayState:
    """Everything the tray shows; a new one is sent whenever something changes."""

    status: Literal["idle", "busy", "paused", "error"]
    line: str
    recent: tuple[Recent, ...] = ()
