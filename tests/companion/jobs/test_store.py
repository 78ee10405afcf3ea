"""What the store acknowledged stays; nothing else does."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from pathlib import Path

import pytest

from companion.jobs import Entry, IllegalTransitionError, State, Store, StoreError
from tests.companion.mapsets import make_mapset, request_for

LEGAL = {
    (State.QUEUED, State.RUNNING),
    (State.QUEUED, State.CANCELLED),
    (State.QUEUED, State.FAILED),
    (State.RUNNING, State.QUEUED),
    (State.RUNNING, State.DONE),
    (State.RUNNING, State.FAILED),
    (State.RUNNING, State.CANCELLED),
    (State.RUNNING, State.CONFLICT),
}


@pytest.fixture
def mapset(tmp_path: Path) -> Path:
    return make_mapset(tmp_path)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = Store.open(tmp_path / "jobs.sqlite3")
    yield store
    store.close()


def entry(job: int, path: Path, content: str = "out") -> Entry:
    return Entry(job, path, path.with_suffix(".tmp"), None, None, "builtin", 0, content, None)


def test_a_job_outlives_the_process_that_stored_it(store: Store, mapset: Path, tmp_path: Path) -> None:
    job, _ = store.add(request_for(mapset, difficulty=4.5))
    store.close()
    again = Store.open(tmp_path / "jobs.sqlite3")
    assert again.jobs() == [job]
    assert job.request.options.difficulty == 4.5
    assert job.state is State.QUEUED
    again.close()


@pytest.mark.parametrize(("before", "after"), list(itertools.product(State, State)))
def test_only_legal_transitions_happen(store: Store, mapset: Path, before: State, after: State) -> None:
    job, _ = store.add(request_for(mapset))
    if before is not State.QUEUED:
        store.move(job.id, State.RUNNING)
    if before not in (State.QUEUED, State.RUNNING):
        store.move(job.id, before)
    if (before, after) in LEGAL:
        assert store.move(job.id, after).state is after
    else:
        with pytest.raises(IllegalTransitionError):
            store.move(job.id, after)


def test_an_equal_request_replaces_the_one_that_waits(store: Store, mapset: Path) -> None:
    first, _ = store.add(request_for(mapset).model_copy(update={"written": "a"}))
    second, replaced = store.add(request_for(mapset).model_copy(update={"written": "b"}))
    other, none = store.add(request_for(mapset, difficulty=3))
    assert replaced == [first.id]
    assert none == []
    assert [job.id for job in store.jobs(State.QUEUED)] == [other.id, second.id]
    assert store.jobs(State.CANCELLED)[0].id == first.id


def test_a_request_file_read_twice_is_one_job_until_it_is_gone(store: Store, mapset: Path) -> None:
    file = mapset / "a.request.toml"
    one, _ = store.add(request_for(mapset), (file, "hash"))
    two, _ = store.add(request_for(mapset), (file, "hash"))
    assert one.id == two.id
    store.receipt_gone(file)
    three, _ = store.add(request_for(mapset), (file, "hash"))
    assert three.id != one.id


def test_the_ledger_knows_own_files_and_what_can_be_undone(store: Store, mapset: Path) -> None:
    job, _ = store.add(request_for(mapset))
    store.move(job.id, State.RUNNING)
    store.prepare([entry(job.id, mapset / "new.osu")])
    assert store.last_undoable() is None
    assert len(store.prepared(job.id)) == 1
    assert store.written(job.id, "note").state is State.DONE
    assert store.is_own("out")
    assert not store.is_own("other")
    assert store.last_undoable() == job.id
    store.undone(job.id)
    assert store.undoable(job.id) == []


def test_attempts_are_counted(store: Store, mapset: Path) -> None:
    job, _ = store.add(request_for(mapset))
    for number in (1, 2):
        assert store.move(job.id, State.RUNNING).attempts == number
        store.move(job.id, State.QUEUED)


def test_a_damaged_job_list_is_refused_with_what_to_do(tmp_path: Path) -> None:
    path = tmp_path / "jobs.sqlite3"
    path.write_bytes(b"this is no database" * 100)
    with pytest.raises(StoreError, match="Move it away"):
        Store.open(path)
    with pytest.raises(StoreError, match="cannot be read"):
        Store.look(path)


def test_looking_at_a_job_list_that_is_not_there_makes_none(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="There is no job list"):
        Store.look(tmp_path / "none.sqlite3")
    assert not (tmp_path / "none.sqlite3").exists()
