from __future__ import annotations

from engine.modding.checks.score_overflow import CHECK
from tests.builder import circles, difficulty
from tests.engine.modding.subjects import found


def test_seven_thousand_circles_go_over_the_counter() -> None:
    """With a multiplier of 4 every combo is worth about 68 points: 68 / 2 * n * n."""
    many = circles(*(1000 + 100 * i for i in range(8000)))
    (one,) = found(CHECK, difficulty(*many))
    assert (one.severity, one.key) == ("problem", "score")


def test_a_usual_map_passes() -> None:
    assert found(CHECK, difficulty(*circles(*(1000 + 250 * i for i in range(1000))))) == []


def test_a_combo_beyond_16_bits_in_any_mode() -> None:
    """8999 repeats a slider."""
    sliders = [f"100,100,{1000 + 9000 * 250 * i},2,0,L|170:100,8999,70" for i in range(8)]
    assert [one.key for one in found(CHECK, difficulty(*sliders, mode=1))] == ["combo"]
