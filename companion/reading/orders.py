"""What the loop asks to be read, and what was found; where nothing was, the answer holds the reason."""

from __future__ import annotations

from dataclasses import dataclass

from companion.jobs import Job
from companion.messages import Asked, Settled
from companion.reports import KeepReport, ReadSave, ReportKept, SaveRead
from companion.requests import Marker, Request
from companion.running import Rules, Running


@dataclass(frozen=True)
class ReadRequest:
    """Read a request file."""

    settled: Settled


@dataclass(frozen=True)
class ReadMarkers:
    """Read what the markers of a saved difficulty ask for, and its name where that may ask, too."""

    settled: Settled
    fill_by_name: bool


@dataclass(frozen=True)
class ReadAsk:
    """Read what a marker would ask for that the mapper chose without writing it (`Ask`)."""

    asked: Asked


@dataclass(frozen=True)
class ReadJob:
    """Read what a job needs that was given to a worker."""

    worker: str
    job: Job
    rules: Rules


ToRead = ReadRequest | ReadMarkers | ReadAsk | ReadJob | ReadSave | KeepReport


@dataclass(frozen=True)
class RequestRead:
    """A request file was read."""

    settled: Settled
    request: Request | Exception


@dataclass(frozen=True)
class MarkersRead:
    """The markers of a saved difficulty were read."""

    settled: Settled
    markers: list[Marker] | Exception


@dataclass(frozen=True)
class AskRead:
    """It was read what the mapper chose to ask for."""

    asked: Asked
    request: Request | Exception


@dataclass(frozen=True)
class JobRead:
    """What a job needs was read, and is worded for an engine."""

    worker: str
    job: Job
    running: Running | Exception


Read = RequestRead | MarkersRead | AskRead | JobRead | SaveRead | ReportKept
