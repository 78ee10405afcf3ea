from __future__ import annotations

from engine.modding.checks.hard_rock_stacks import CHECK
from tests.builder import difficulty
from tests.engine.modding.subjects import found


def of(gap: int, leniency: str = "0.2") -> list[tuple[int, ...]]:
    """AR 9 shows 600 ms, with Hard Rock 450; so leniency 0.2 stacks within 120 ms, with Hard Rock 90."""
    content = difficulty("100,100,1000,1,0", f"100,100,{1000 + gap},1,0", general={"StackLeniency": leniency})
    return [one.objects for one in found(CHECK, content)]


def test_a_stack_that_hard_rock_undoes() -> None:
    assert of(100) == [(0,)]


def test_close_enough_or_lenient_enough_it_passes() -> None:
    assert of(90) == []
    assert of(100, "0.7") == []


def test_what_is_no_stack_at_all_passes() -> None:
    assert of(125) == []
