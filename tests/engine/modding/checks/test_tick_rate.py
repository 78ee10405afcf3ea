from __future__ import annotations

import pytest

from engine.modding.checks.tick_rate import CHECK
from tests.builder import difficulty
from tests.engine.modding.subjects import found


@pytest.mark.parametrize("rate", ["1", "2", "3", "0.5", "1.333", "1.5"])
def test_rates_of_use_pass(rate: str) -> None:
    assert found(CHECK, difficulty(settings={"SliderTickRate": rate})) == []


@pytest.mark.parametrize("rate", ["1.2", "0.7", "nan"])
def test_others_are_told(rate: str) -> None:
    (one,) = found(CHECK, difficulty(settings={"SliderTickRate": rate}))
    assert one.found == rate
