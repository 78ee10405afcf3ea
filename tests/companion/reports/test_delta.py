"""What is new and what is fixed between two saves."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from companion.reports import compare
from engine.protocol import Report
from tests.companion.reports.suggestions import report, suggestion


def names(times: list[int]) -> Report:
    """Findings that all look alike, numbered in order of time as the engine does."""
    return report(*(suggestion(f"a.x.{i + 1}", time) for i, time in enumerate(sorted(times))))


def test_what_was_not_there_before_is_new_and_what_is_gone_is_fixed() -> None:
    delta = compare(
        report(suggestion("a.x.1"), suggestion("b.y.1")), report(suggestion("a.x.1"), suggestion("c.z.1"))
    )
    assert [each.id for each in delta.new] == ["c.z.1"]
    assert [each.id for each in delta.fixed] == ["b.y.1"]


def test_the_same_report_twice_changes_nothing() -> None:
    assert not compare(names([1, 2, 3]), names([1, 2, 3]))


def test_a_section_that_moved_as_a_whole_changes_nothing() -> None:
    assert not compare(names([1000, 2000, 3000]), names([1500, 2500, 3500]))


def test_of_findings_that_look_alike_the_one_at_a_new_time_is_the_new_one() -> None:
    """The engine numbers them by time, so that every later one has another number now."""
    (new,) = compare(names([2000, 3000]), names([1000, 2000, 3000])).new
    assert new.time == 1000


def test_of_findings_that_look_alike_the_one_that_is_gone_is_the_fixed_one() -> None:
    delta = compare(names([1000, 2000, 3000]), names([1000, 3000]))
    assert [each.time for each in delta.fixed] == [2000]
    assert delta.new == ()


@given(st.lists(st.integers(0, 9)), st.lists(st.integers(0, 9)))
def test_new_minus_fixed_is_the_difference_in_number(before: list[int], after: list[int]) -> None:
    delta = compare(names(before), names(after))
    assert len(delta.new) - len(delta.fixed) == len(after) - len(before)
    assert not (delta.new and delta.fixed)


def test_only_what_is_grave_enough_is_kept() -> None:
    delta = compare(
        report(), report(suggestion("a.x.1", severity="minor"), suggestion("b.y.1", severity="problem"))
    )
    assert [each.id for each in delta.at_least("warning").new] == ["b.y.1"]
    assert len(delta.at_least("minor").new) == 2
