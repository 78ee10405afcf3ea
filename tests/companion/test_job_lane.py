"""The lane of jobs on its own: which worker is at what, and how each job ends. Store and files are real."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from companion.job_lane import Ended, JobLane, Made
from companion.jobs import State, Store
from companion.reading import JobRead, ReadJob, carry_out
from companion.reports import Compared, KeepReport
from companion.running import Rules
from engine.protocol import Blob, Cancel, Failure, FailureKind, Need, Outcome, Result, Run, Task
from tests.companion.mapsets import make_mapset, request_for


class Worker:
    """An engine process that writes down what it is told."""

    def __init__(self) -> None:
        self.sent: list[Any] = []
        self.killed = self.dismissed = False

    def send(self, message: object) -> None:
        self.sent.append(message)

    def kill(self) -> None:
        self.killed = True

    def dismiss(self) -> None:
        self.dismissed = True


def _no_report(_order: KeepReport) -> Compared:
    raise AssertionError("nothing is modded here")


class House:
    """Two workers, a mapset, and a lane between them."""

    def __init__(self, folder: Path) -> None:
        self.mapset = make_mapset(folder)
        self.store = Store.open(folder / "jobs.sqlite3")
        self.workers: dict[str, Worker] = {}
        self.rules = Rules(("local", "far"), dict.fromkeys(map(str, Task), "{source}"), "", "auto", None, 300)
        self.to_read: list[ReadJob] = []
        self.lane = JobLane(self.store, self.to_read.append, self.start_worker, self.rules)

    def start_worker(self, name: str) -> Any:
        self.workers[name] = Worker()
        return self.workers[name]

    def start(self, worker: str) -> int:
        """A job, begun at a worker; its number."""
        job, _ = self.store.add(request_for(self.mapset, difficulty=len(self.store.jobs()) + 1))
        self.lane.start(job, worker)
        assert self.read() is None
        return job.id

    def read(self) -> Ended | None:
        """What was to be read is read now."""
        answer = carry_out(self.to_read.pop(), self.store.is_own, _no_report)
        assert isinstance(answer, JobRead)
        return self.lane.read(answer)


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    house = House(tmp_path)
    yield house
    house.store.close()


def test_a_worker_is_free_again_when_its_job_has_ended_and_is_kept_for_the_next(house: House) -> None:
    assert house.lane.free == ["local", "far"]
    first = house.start("local")
    assert house.lane.free == ["far"]
    outcome = Outcome(engine="built-in")
    made = house.lane.said("local", Result(id=str(first), outcome=outcome))
    assert isinstance(made, Made)
    assert (made.running.job.id, made.outcome) == (first, outcome)
    worker = house.workers["local"]
    house.start("local")
    assert house.workers["local"] is worker
    assert [type(each) for each in worker.sent] == [Run, Run]


def test_what_a_worker_says_of_another_job_than_its_own_is_not_heard(house: House) -> None:
    first, second = house.start("local"), house.start("far")
    failure = Failure(id=str(second), kind=FailureKind.INPUT, message="Broken.", hint="Mend it.")
    assert house.lane.said("local", failure) is None
    ended = house.lane.said("far", failure)
    assert isinstance(ended, Ended)
    assert (ended.job.id, ended.state, ended.story) == (second, State.FAILED, "Broken. Mend it.")
    assert [each.job.id for each in house.lane.running] == [first]


def test_a_worker_that_cannot_read_a_file_is_sent_its_content(house: House) -> None:
    number = house.start("far")
    run = house.workers["far"].sent[0]
    assert house.lane.said("far", Need(id=str(number), sha256=run.audio.sha256)) is None
    blob = house.workers["far"].sent[1]
    assert isinstance(blob, Blob)
    assert blob.content == (house.mapset / "song.wav").read_bytes()


def test_a_job_ends_when_a_file_it_needs_is_gone_for_everybody(house: House) -> None:
    number = house.start("far")
    run = house.workers["far"].sent[0]
    house.mapset.rename(house.mapset.with_name("renamed"))
    ended = house.lane.said("far", Need(id=str(number), sha256=run.audio.sha256))
    assert isinstance(ended, Ended)
    assert (ended.job.id, ended.state) == (number, State.FAILED)
    assert ended.story == (
        "song.wav cannot be read: No such file or directory. Was the mapset moved or deleted?"
    )
    assert house.workers["far"].sent[1:] == [Cancel(id=str(number))]
    assert house.lane.free == ["local", "far"]


def test_a_job_whose_difficulty_is_gone_names_it(house: House) -> None:
    job, _ = house.store.add(request_for(house.mapset))
    assert job.request.map is not None
    job.request.map.unlink()
    house.lane.start(job, "local")
    ended = house.read()
    assert isinstance(ended, Ended)
    assert (ended.job.id, ended.state) == (job.id, State.FAILED)
    assert ended.story == "Artist - Song (Mapper) [Insane].osu cannot be read: No such file or directory."
    assert house.workers == {}


def test_an_engine_that_cannot_be_started_is_not_mistaken_for_a_file(house: House) -> None:
    def no_ssh(_name: str) -> Any:
        raise FileNotFoundError(2, "No such file or directory", "ssh")

    house.lane = JobLane(house.store, house.to_read.append, no_ssh, house.rules)
    job, _ = house.store.add(request_for(house.mapset))
    house.lane.start(job, "far")
    ended = house.read()
    assert isinstance(ended, Ended)
    assert ended.story == (
        "The engine (far) cannot be started: No such file or directory. `companion doctor` says more."
    )
    assert house.lane.free == ["local", "far"]


def test_cancelling_asks_the_worker_and_kills_only_the_one_that_does_not_hear(house: House) -> None:
    first, _ = house.start("local"), house.start("far")
    assert not house.lane.cancel(999)
    assert house.lane.cancel(first)
    assert house.workers["local"].sent[1:] == [Cancel(id=str(first))]
    house.lane.overdue(first)
    assert (house.workers["local"].killed, house.workers["far"].killed) == (True, False)
    ended = house.lane.died("local", "killed")
    assert isinstance(ended, Ended)
    assert ended.state is State.CANCELLED


def test_only_a_worker_without_a_job_is_sent_home(house: House) -> None:
    assert not house.lane.dismiss("local")
    number = house.start("local")
    assert not house.lane.dismiss("local")
    house.lane.said("local", Failure(id=str(number), kind=FailureKind.INPUT, message="x"))
    assert house.lane.dismiss("local")
    assert house.workers["local"].dismissed
    assert not house.lane.dismiss("local")


def test_a_job_that_is_cancelled_while_its_files_are_read_never_reaches_its_worker(house: House) -> None:
    job, _ = house.store.add(request_for(house.mapset))
    house.lane.start(job, "local")
    assert house.lane.free == ["far"]
    assert house.lane.cancel(job.id)
    house.lane.overdue(job.id)
    ended = house.read()
    assert isinstance(ended, Ended)
    assert (ended.state, house.workers) == (State.CANCELLED, {})
    assert house.lane.free == ["local", "far"]


def test_a_worker_that_dies_while_the_next_job_is_read_does_not_take_it_with_it(house: House) -> None:
    number = house.start("local")
    house.lane.said("local", Failure(id=str(number), kind=FailureKind.INPUT, message="x"))
    dead = house.workers["local"]
    job, _ = house.store.add(request_for(house.mapset, difficulty=9))
    house.lane.start(job, "local")
    assert house.lane.died("local", "killed") is None
    assert house.read() is None
    assert house.workers["local"] is not dead
    assert house.workers["local"].sent[0].id == str(job.id)


def test_a_job_whose_files_cannot_be_read_ends_with_the_reason(house: House) -> None:
    job, _ = house.store.add(request_for(house.mapset))
    house.lane.start(job, "local")
    order = house.to_read.pop()
    ended = house.lane.read(JobRead(order.worker, order.job, MemoryError("no room")))
    assert isinstance(ended, Ended)
    assert ended.story == "The mapset could not be read (MemoryError: no room). The log has the details."
    assert house.lane.free == ["local", "far"]
