from __future__ import annotations

import pytest

from engine.modding.checks.line_volume import CHECK
from tests.builder import difficulty
from tests.engine.modding.subjects import found


@pytest.mark.parametrize("volume", [0, 4, 101])
def test_a_volume_the_game_does_not_play(volume: int) -> None:
    (one,) = found(CHECK, difficulty(points=(f"1000,500,4,2,1,{volume},1,0",)))
    assert one.found == f"{volume}%"


@pytest.mark.parametrize("volume", [5, 100])
def test_the_quietest_and_the_loudest_pass(volume: int) -> None:
    assert found(CHECK, difficulty(points=(f"1000,500,4,2,1,{volume},1,0",))) == []
