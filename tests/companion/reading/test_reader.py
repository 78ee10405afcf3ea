"""The thread that reads: every order is answered, whatever the file is like."""

from __future__ import annotations

import contextlib
import queue
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from companion.jobs import Store, StoreError
from companion.messages import Settled
from companion.reading import Read, Reader, ReadJob, ReadMarkers, ReadRequest
from companion.reports import Compared, KeepReport, ReadSave, Reports
from companion.requests import RequestError
from companion.running import Rules
from engine.protocol import Report
from tests.companion.mapsets import make_mapset, request_for

PATIENCE = 30.0
"""Seconds until a test gives up."""


class Desk:
    """A reader and what it posted."""

    def __init__(self, folder: Path) -> None:
        self.store = Store.open(folder / "jobs.sqlite3")
        self.said: queue.SimpleQueue[Read] = queue.SimpleQueue()
        self.reader = Reader(folder / "jobs.sqlite3", folder / "reports.sqlite3", self.said.put)
        self.reader.start()

    def read(self, order: Any) -> Any:
        self.reader.order(order)
        return self.said.get(timeout=PATIENCE)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    desk = Desk(tmp_path)
    yield desk
    desk.reader.stop()
    desk.store.close()


def test_what_cannot_be_read_comes_back_as_its_reason_and_the_next_is_read(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mapset = make_mapset(tmp_path)
    request, gone = mapset / "a.request.toml", Settled(mapset / "gone.osu", "")
    request.write_text('task = "dance"')
    assert isinstance(desk.read(ReadRequest(Settled(request, ""))).request, RequestError)
    assert isinstance(desk.read(ReadMarkers(gone, fill_by_name=False)).markers, FileNotFoundError)
    assert isinstance(desk.read(ReadSave(gone.path, "mod-1", "auto", None)).save, FileNotFoundError)
    monkeypatch.setattr("companion.reading.reader.read_request", lambda *_: 1 / 0)
    assert isinstance(desk.read(ReadRequest(Settled(request, ""))).request, ZeroDivisionError)
    monkeypatch.undo()
    request.write_text('task = "hitsounds"')
    assert desk.read(ReadRequest(Settled(request, ""))).request.map == min(mapset.glob("*.osu"))


def test_a_job_is_worded_for_its_engine(desk: Desk, tmp_path: Path) -> None:
    job, _ = desk.store.add(request_for(make_mapset(tmp_path)))
    names = {"hitsounds": "{source} (hitsounds)"}
    answer = desk.read(ReadJob("local", job, Rules(("local",), names, "", "auto", None, 300)))
    assert (answer.worker, answer.job.id, answer.running.run.id) == ("local", job.id, str(job.id))


def test_a_report_is_kept_where_others_find_it(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "a.osu"
    answer = desk.read(KeepReport(path, b"content", Report(notes=("heard",)), "warning"))
    assert answer.kept == Compared(Report(notes=("heard",)), None)
    with contextlib.closing(Reports.open(tmp_path / "reports.sqlite3")) as reports:
        assert reports.newest_map() == path


def test_a_job_list_that_cannot_be_read_is_an_answer_too(desk: Desk, tmp_path: Path) -> None:
    mapset = make_mapset(tmp_path)
    request = mapset / "a.request.toml"
    request.write_text('task = "hitsounds"')
    desk.store.close()
    (tmp_path / "jobs.sqlite3").unlink()
    assert isinstance(desk.read(ReadRequest(Settled(request, ""))).request, StoreError)


def test_what_waits_is_not_read_any_more_when_it_is_stopped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[Read] = []
    reading, emptied = threading.Event(), threading.Event()

    def post(answer: Read) -> None:
        said.append(answer)
        reading.set()
        emptied.wait(PATIENCE)

    Store.open(tmp_path / "jobs.sqlite3").close()
    reader = Reader(tmp_path / "jobs.sqlite3", tmp_path / "reports.sqlite3", post)
    reader.start()
    for _ in range(3):
        reader.order(ReadMarkers(Settled(tmp_path / "gone.osu", ""), fill_by_name=False))
    assert reading.wait(PATIENCE)
    whole = reader._thread.join

    def join() -> None:
        emptied.set()
        whole()

    monkeypatch.setattr(reader._thread, "join", join)
    reader.stop()
    assert len(said) == 1
