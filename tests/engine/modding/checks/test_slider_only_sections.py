from __future__ import annotations

from engine.modding.checks.slider_only_sections import CHECK
from tests.builder import difficulty
from tests.engine.modding.subjects import found


def sliders(seconds: int) -> list[str]:
    """Sliders of half a second, half a second apart."""
    return [f"100,100,{1000 * (1 + i)},2,0,L|240:100,1,140" for i in range(seconds)]


def test_25_seconds_in_an_easy() -> None:
    (one,) = found(CHECK, difficulty(*sliders(25), version="Easy"))
    assert (one.severity, one.objects) == ("warning", (0,))


def test_15_seconds_are_minor() -> None:
    assert [one.severity for one in found(CHECK, difficulty(*sliders(15), version="Normal"))] == ["minor"]


def test_with_a_circle_or_a_rest_in_between_they_pass() -> None:
    with_circle = sliders(20)
    with_circle[10] = "100,100,11000,1,0"
    assert found(CHECK, difficulty(*with_circle, version="Easy")) == []
    rested = sliders(20)
    del rested[10]
    assert found(CHECK, difficulty(*rested, version="Easy")) == []


def test_a_hard_may_do_as_it_likes() -> None:
    assert found(CHECK, difficulty(*sliders(25), version="Hard")) == []
