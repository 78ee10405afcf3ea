"""The thread that reads: one order after the other, so that large files keep only each other waiting."""

from __future__ import annotations

import contextlib
import queue
import threading
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from loguru import logger

from companion.jobs import Store
from companion.messages import Ask, Command
from companion.reading.orders import (
    AskRead,
    JobRead,
    MarkersRead,
    Read,
    ReadAsk,
    ReadJob,
    ReadMarkers,
    ReadRequest,
    RequestRead,
    ToRead,
)
from companion.reports import Compared, KeepReport, ReadSave, ReportKept, Reports, Save, SaveRead, keep_report
from companion.requests import Request, RequestError, asked_by, read_markers, read_request
from companion.running import begin
from engine.osu import DecodeError
from engine.protocol import mod_run

T = TypeVar("T")

EXPECTED = (OSError, RequestError, DecodeError)
"""What files and mappers do; anything else is a fault of ours, and logged."""


class Reader:
    """Reads on its own thread.

    Args:
        job_list: says which contents are the companion's own.
        reports: the file of the reports.
        post: takes what was read.
    """

    def __init__(self, job_list: Path, reports: Path, post: Callable[[Read], None]) -> None:
        self._job_list = job_list
        self._reports_file = reports
        self._reports: Reports | None = None
        self._post = post
        self._orders: queue.SimpleQueue[ToRead | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._work, name="reader")

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self) -> None:
        """End after what is being read; the rest is read at the next start, or at the next save."""
        with contextlib.suppress(queue.Empty):
            while True:
                self._orders.get_nowait()
        self._orders.put(None)
        self._thread.join()

    def order(self, order: ToRead) -> None:
        """Ask for something; what was found is posted."""
        self._orders.put(order)

    def _work(self) -> None:
        try:
            while (order := self._orders.get()) is not None:
                self._post(carry_out(order, self._is_own, self._keep))
        finally:
            if self._reports is not None:
                self._reports.close()

    def _is_own(self, sha256: str) -> bool:
        with Store.look(self._job_list) as store:
            return store.is_own(sha256)

    def _keep(self, order: KeepReport) -> Compared:
        if self._reports is None:  # opened where it is used: SQLite wants it to stay in one thread
            self._reports = Reports.open(self._reports_file)
        return keep_report(self._reports, order)


def carry_out(order: ToRead, own: Callable[[str], bool], keep: Callable[[KeepReport], Compared]) -> Read:
    """Read what is asked for.

    Args:
        order: what is to be read.
        own: whether a content (SHA-256) was written by the companion.
        keep: keeps a report.
    """
    match order:
        case ReadRequest(settled):
            return RequestRead(settled, _tried(lambda: read_request(settled.path, own)))
        case ReadMarkers(settled, fill):
            return MarkersRead(settled, _tried(lambda: read_markers(settled.path, own, fill_by_name=fill)))
        case ReadAsk(asked):
            return AskRead(asked, _tried(lambda: _chosen(asked.command, own)))
        case ReadJob(worker, job, rules):
            return JobRead(worker, job, _tried(lambda: begin(job, rules)))
        case ReadSave():
            return SaveRead(order.number, _tried(lambda: _save(order)))
        case KeepReport():
            return ReportKept(order, _tried(lambda: keep(order)))


def _tried(read: Callable[[], T]) -> T | Exception:
    """What was read, or why not: whoever asked has to go on with one or the other."""
    try:
        return read()
    except EXPECTED as error:
        return error
    except Exception as error:  # noqa: BLE001 - the next order is somebody else's file
        logger.exception("something could not be read")
        return error


def _chosen(command: Command, own: Callable[[str], bool]) -> Request:
    assert isinstance(command, Ask)
    return asked_by(command.marker, command.map, own)


def _save(order: ReadSave) -> Save:
    content = order.path.read_bytes()
    return Save(content, mod_run(order.path, content, order.number, order.engine, order.model))
