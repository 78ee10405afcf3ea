from __future__ import annotations

from engine.modding.consistency.unusual_velocities import CHECK
from tests.builder import RED, difficulty
from tests.engine.modding.subjects import found


def sliders_with(velocities: list[float]) -> bytes:
    """A measure for each velocity, with a green line and a slider of one beat."""
    greens = [f"{1000 + 2000 * i},{-100 / each:g},4,2,1,60,0,0" for i, each in enumerate(velocities)]
    sliders = [
        f"100,100,{1000 + 2000 * i},2,0,L|500:100,1,{140 * each:g}" for i, each in enumerate(velocities)
    ]
    return difficulty(*sliders, points=(RED, *greens))


def test_two_velocities_in_turn_surprise_nowhere() -> None:
    assert found(CHECK, sliders_with([1.0, 1.5] * 16)) == []


def test_a_velocity_used_once_stands_out() -> None:
    velocities = [1.0, 1.5] * 16
    velocities[13] = 2.2
    (one,) = found(CHECK, sliders_with(velocities))
    assert (one.objects, one.found, one.expected) == ((13,), "2.20x", "1.50x")


def test_a_map_of_many_velocities_is_free() -> None:
    assert found(CHECK, sliders_with([0.5 + 0.05 * (7 * i % 24) for i in range(24)])) == []
