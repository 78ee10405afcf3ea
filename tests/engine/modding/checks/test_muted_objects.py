from __future__ import annotations

from engine.modding import Finding
from engine.modding.checks.muted_objects import CHECK
from tests.builder import RED, circles, difficulty
from tests.engine.modding.subjects import found


def at(*volumes: int) -> list[Finding]:
    """One circle each second, each with a line of its volume."""
    points = [f"{1000 + 1000 * i},500,4,2,1,{volume},1,0" for i, volume in enumerate(volumes)]
    return found(CHECK, difficulty(*circles(*(1000 + 1000 * i for i in range(len(volumes)))), points=points))


def test_a_click_at_10_percent_is_a_problem_and_at_20_a_warning() -> None:
    assert [(one.severity, one.objects) for one in at(60, 10, 60, 20)] == [
        ("problem", (1,)),
        ("warning", (3,)),
    ]


def test_21_percent_pass() -> None:
    assert at(21) == []


def test_neighbours_are_told_as_one() -> None:
    (one,) = at(60, 5, 8, 10, 60)
    assert (one.objects, one.end_time) == ((1, 2, 3), 4000)


def test_a_volume_of_its_own_counts() -> None:
    assert found(CHECK, difficulty("100,100,1000,1,0,0:0:0:70:", points=("1000,500,4,2,1,5,1,0",))) == []


def test_one_silent_end_among_many_is_minor_and_a_habit_passes() -> None:
    sliders = [f"100,100,{1000 + 1000 * i},2,0,L|170:100,1,70" for i in range(30)]
    loud = "{},-100,4,2,1,60,0,0"
    once = (RED, "1240,-100,4,2,1,5,0,0", loud.format(1900))
    assert [one.severity for one in found(CHECK, difficulty(*sliders, points=once))] == ["minor"]
    lines = [
        line
        for i in range(30)
        for line in (f"{1240 + 1000 * i},-100,4,2,1,5,0,0", loud.format(1900 + 1000 * i))
    ]
    assert found(CHECK, difficulty(*sliders, points=(RED, *lines))) == []
