from __future__ import annotations

from engine.modding.checks.stack_leniency import CHECK
from tests.builder import difficulty
from tests.engine.modding.subjects import found

TWO = ("100,100,1000,1,0", "100,100,1180,1,0")


def of(leniency: str, version: str = "Hard", objects: tuple[str, ...] = TWO) -> list[tuple[str, str]]:
    content = difficulty(*objects, general={"StackLeniency": leniency}, version=version)
    return [(one.severity, one.key) for one in found(CHECK, content)]


def test_circles_that_hide_each_other() -> None:
    """Leniency 0.3 of 600 ms stacks what is at most 180 ms apart, 0.2 only 120 ms."""
    assert of("0.3") == []
    assert of("0.2") == [("warning", "setting"), ("problem", "hidden")]


def test_an_expert_may_hide_them() -> None:
    assert of("0.3", "Expert", ("100,100,1000,1,0", "100,100,1190,1,0")) == []


def test_beside_each_other_they_pass() -> None:
    assert of("0.3", "Hard", ("100,100,1000,1,0", "110,100,1186,1,0")) == []
