from __future__ import annotations

from engine.modding.checks.abnormal_spacing import CHECK
from tests.builder import difficulty
from tests.engine.modding.subjects import found


def row(*places: int, step: int = 125) -> list[tuple[str, tuple[int, ...]]]:
    content = difficulty(*(f"{x},100,{1000 + step * i},1,0" for i, x in enumerate(places)))
    return [(one.severity, one.objects) for one in found(CHECK, content)]


def test_a_jump_five_times_as_far_as_all_before() -> None:
    assert row(0, 50, 100, 150, 450) == [("warning", (3, 4))]


def test_three_times_as_far_is_minor() -> None:
    assert row(0, 60, 120, 180, 360) == [("minor", (3, 4))]


def test_far_only_beside_a_stack_is_no_shock() -> None:
    """Four radii are 146 px."""
    assert row(0, 20, 40, 60, 200) == []


def test_with_time_to_move_it_passes() -> None:
    assert row(0, 50, 100, 150, 450, step=250) == []


def test_it_needs_a_few_moves_to_judge_by() -> None:
    assert row(0, 50, 350) == []
