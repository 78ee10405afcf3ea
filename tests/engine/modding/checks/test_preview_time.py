from __future__ import annotations

from engine.modding.checks.preview_time import CHECK
from tests.builder import difficulty
from tests.engine.modding.subjects import found, mapset


def test_no_preview_point() -> None:
    (one,) = found(CHECK, difficulty(general={"PreviewTime": "-1"}))
    assert (one.severity, one.key) == ("warning", "unset")


def test_another_one_in_another_difficulty() -> None:
    (one,) = found(CHECK, difficulty(), mapset(difficulty(general={"PreviewTime": "6000"})))
    assert (one.key, one.found, one.expected) == ("differs", "5000 ms", "6000 ms")


def test_one_for_the_whole_set_passes() -> None:
    assert found(CHECK, difficulty(), mapset(difficulty())) == []
