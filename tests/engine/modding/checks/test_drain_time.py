from __future__ import annotations

from engine.modding.checks.drain_time import CHECK
from tests.builder import circles, difficulty
from tests.engine.modding.subjects import found


def test_29_seconds() -> None:
    (one,) = found(CHECK, difficulty(*circles(1000, 30000)))
    assert one.severity == "problem"


def test_30_seconds_pass() -> None:
    assert found(CHECK, difficulty(*circles(1000, 31000))) == []


def test_breaks_do_not_count() -> None:
    assert len(found(CHECK, difficulty(*circles(1000, 31000), breaks=("2,5000,6000",)))) == 1
