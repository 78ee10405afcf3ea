"""Reports and what is ignored survive, in real SQLite."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from companion.reports import Reports, ReportsError, store
from companion.reports.store import KEPT
from tests.companion.reports.suggestions import report, suggestion

MAP = Path("/songs/set/map.osu")


@pytest.fixture
def reports(tmp_path: Path) -> Iterator[Reports]:
    reports = Reports.open(tmp_path / "reports.sqlite3")
    yield reports
    reports.close()


def test_the_latest_report_is_given_back_whole(reports: Reports) -> None:
    reports.add(MAP, b"a", report(suggestion("a.x.1", expected_position=(1.5, 2.0))))
    stored = reports.latest(MAP)
    assert stored is not None
    assert stored.content == b"a"
    assert stored.report.suggestions[0].expected_position == (1.5, 2.0)


def test_the_latest_of_another_content_skips_what_is_there_now(reports: Reports) -> None:
    for content in (b"a", b"b", b"b"):
        reports.add(MAP, content, report())
    before = reports.latest(MAP, other_than=hashlib.sha256(b"b").hexdigest())
    assert before is not None
    assert before.content == b"a"


def test_old_reports_go(reports: Reports) -> None:
    for i in range(KEPT + 1):
        reports.add(MAP, b"the oldest" if i == 0 else b"the rest", report())
    assert reports.latest(MAP, other_than=hashlib.sha256(b"the rest").hexdigest()) is None


def test_what_is_ignored_is_thinned_out_and_can_be_heeded_again(reports: Reports) -> None:
    found = report(suggestion("a.x.1"), suggestion("a.y.1"), suggestion("b.z.1"))
    reports.ignore(MAP, "a.x.1", check=False)
    reports.ignore(MAP, "b", check=True)
    assert [each.id for each in reports.ignoring(MAP).thin(found).suggestions] == ["a.y.1"]
    reports.heed(MAP, "b")
    assert len(reports.ignoring(MAP).thin(found).suggestions) == 2
    assert len(reports.ignoring(Path("/other.osu")).thin(found).suggestions) == 3


def test_a_threshold_is_for_what_is_a_matter_of_bits(reports: Reports) -> None:
    reports.set_threshold(MAP, 12)
    found = report(
        suggestion("a.x.1", score=3.0),
        suggestion("b.y.1", score=11.0, source="consistency"),
        suggestion("c.z.1", score=13.0, source="model"),
    )
    assert [each.id for each in reports.ignoring(MAP).thin(found).suggestions] == ["a.x.1", "c.z.1"]


def test_a_list_that_another_program_holds_is_left_where_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "PATIENCE", 0.0)
    path = tmp_path / "reports.sqlite3"
    with Reports.open(path) as reports:
        reports.ignore(MAP, "a.x.1", check=False)
    with closing(sqlite3.connect(path, isolation_level=None)) as held:
        held.execute("PRAGMA locking_mode = EXCLUSIVE")
        held.execute("BEGIN EXCLUSIVE")
        held.execute("CREATE TABLE other (value)")
        with pytest.raises(ReportsError, match=r"locked\). Try again"):
            Reports.open(path)
        held.execute("ROLLBACK")
    with Reports.open(path) as reports:
        assert reports.ignoring(MAP).suggestions == {"a.x.1"}


def test_a_damaged_database_is_put_aside(tmp_path: Path) -> None:
    path = tmp_path / "reports.sqlite3"
    path.write_bytes(b"this is no database, however long one looks at it" * 100)
    reports = Reports.open(path)
    assert reports.latest(MAP) is None
    reports.close()
    assert path.with_suffix(".damaged").exists()
