"""The oldest job goes first, one mapset at a time."""

from __future__ import annotations

from pathlib import Path

from companion.jobs import Store, next_job
from tests.companion.mapsets import make_mapset, request_for


def test_a_busy_mapset_waits_while_others_go_on(tmp_path: Path) -> None:
    store = Store.open(tmp_path / "jobs.sqlite3")
    one, two = make_mapset(tmp_path / "a"), make_mapset(tmp_path / "b")
    first, _ = store.add(request_for(one, difficulty=1))
    second, _ = store.add(request_for(one, difficulty=2))
    third, _ = store.add(request_for(two))
    queued = store.jobs()
    assert next_job(queued, []) == first
    assert next_job([second, third], [one]) == third
    assert next_job([second], [one]) is None
    store.close()
