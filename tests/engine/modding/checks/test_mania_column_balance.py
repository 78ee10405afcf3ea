from __future__ import annotations

from engine.modding.checks.mania_column_balance import CHECK
from tests.builder import difficulty
from tests.engine.modding.subjects import found


def of(*counts: int) -> list[tuple[str, str]]:
    """So many notes in each column."""
    keys = len(counts)
    notes = [
        f"{int(512 * (i + 0.5) / keys)},192,{1000 + 500 * k},1,0"
        for i, count in enumerate(counts)
        for k in range(count)
    ]
    content = difficulty(*notes, mode=3, settings={"CircleSize": str(keys)})
    return [(one.severity, one.key) for one in found(CHECK, content)]


def test_even_columns_pass() -> None:
    assert of(50, 55, 45, 50) == []


def test_a_fifth_fewer_is_minor_and_a_third_a_warning() -> None:
    assert of(39, 50, 55, 55) == [("minor", "column 1")]
    assert of(30, 55, 55, 62) == [("warning", "column 1"), ("minor", "column 4")]


def test_an_empty_column() -> None:
    assert of(0, 1, 1, 1) == [("problem", "column 1")]


def test_of_few_notes_nothing_is_said() -> None:
    assert of(1, 5, 5, 5) == []
