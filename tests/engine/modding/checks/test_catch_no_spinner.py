from __future__ import annotations

from engine.modding.checks.catch_no_spinner import CHECK
from tests.builder import circles, difficulty
from tests.engine.modding.subjects import found


def test_without_and_with_one() -> None:
    assert len(found(CHECK, difficulty(*circles(1000), mode=2))) == 1
    assert found(CHECK, difficulty(*circles(1000), "256,192,2000,12,0,3000", mode=2)) == []
