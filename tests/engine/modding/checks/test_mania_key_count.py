from __future__ import annotations

import pytest

from engine.modding.checks.mania_key_count import CHECK
from tests.builder import difficulty
from tests.engine.modding.subjects import found


def of(keys: str) -> list[str]:
    return [one.severity for one in found(CHECK, difficulty(mode=3, settings={"CircleSize": keys}))]


@pytest.mark.parametrize("keys", ["3", "11", "4.5"])
def test_counts_that_cannot_be_ranked(keys: str) -> None:
    assert of(keys) == ["problem"]


def test_four_and_seven_pass_and_others_are_a_hint() -> None:
    assert (of("4"), of("7"), of("6")) == ([], [], ["minor"])
