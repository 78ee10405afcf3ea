"""What is told of a save as one thing, and what is not."""

from __future__ import annotations

from companion.reports import compare
from companion.reports.delta import Delta
from companion.reports.edit import Edit
from companion.reports.spots import spots, told_once
from tests.builder import circles, difficulty
from tests.companion.reports.suggestions import report, suggestion

OFF_THE_GRID = suggestion("unsnapped.x.1", 6060.0, objects=(10,), severity="problem")
UNUSUAL = suggestion("unusual-snapping.x.1", 6060.0, objects=(10,), source="consistency")

TIMES = range(1000, 21000, 1000)


def test_many_checks_that_stumble_over_one_note_are_one_spot() -> None:
    rhythm = suggestion("unusual-rhythm.x.1", 6030.0, objects=(9, 10), source="consistency")
    assert spots([OFF_THE_GRID, UNUSUAL, rhythm]) == (OFF_THE_GRID,)


def test_a_line_and_a_note_at_one_time_are_one_spot() -> None:
    assert spots([OFF_THE_GRID, suggestion("unsnapped-line.x.1", 6061.0)]) == (OFF_THE_GRID,)


def test_spacing_that_is_wrong_from_both_sides_of_a_note_is_one_spot() -> None:
    there, back = (
        suggestion(f"unusual-spacing.{i}.1", 1000.0 * i, objects=(i,), source="consistency") for i in (10, 11)
    )
    assert spots([there, back]) == (there,)


def test_a_row_of_notes_that_break_a_rule_are_as_many_spots() -> None:
    row = [suggestion(f"offscreen.{i}.1", 1000.0 * i, objects=(i,)) for i in range(5)]
    assert spots(row) == tuple(row)


def test_a_spot_does_not_grow_from_neighbour_to_neighbour() -> None:
    row = [
        suggestion(f"unusual-spacing.{i}.1", 1000.0 * i, objects=(i,), source="consistency") for i in range(4)
    ]
    assert spots(row) == (row[0], row[2])


def test_a_stretch_hides_nothing_that_lies_in_it() -> None:
    stretch = suggestion("muted.x.1", 5000.0, objects=(8, 9, 10, 11, 12))
    assert spots([stretch, OFF_THE_GRID]) == (stretch, OFF_THE_GRID)


def test_what_is_wrong_with_the_whole_difficulty_stands_for_itself() -> None:
    genre, language = suggestion("tags.genre.1", None), suggestion("tags.language.1", None)
    assert spots([genre, language]) == (genre, language)


def test_what_comes_or_goes_far_from_an_edit_is_told_with_it() -> None:
    edit = Edit.between(
        difficulty(*circles(*TIMES)), difficulty(*circles(*(t + 60 * (t == 6000) for t in TIMES)))
    )
    echo = suggestion("unusual-snapping.y.1", 17000.0, objects=(16,), source="consistency")
    assert told_once(Delta(new=(UNUSUAL,), fixed=(echo,)), edit) == Delta(new=(UNUSUAL,))
    assert told_once(Delta(fixed=(echo,)), edit) == Delta(fixed=(echo,)), "by itself it is told"
    missing = suggestion("missing-file.y.1", 17000.0)
    assert told_once(Delta(new=(UNUSUAL, missing)), edit).new == (UNUSUAL, missing), "a rule has no echo"


def test_a_changed_timing_line_reaches_everywhere() -> None:
    before = difficulty(*circles(*TIMES))
    after = difficulty(*circles(*TIMES), points=("1000,480,4,2,1,60,1,0",))
    far = suggestion("unusual-snapping.y.1", 17000.0, objects=(16,), source="consistency")
    assert not Edit.between(before, after).echoed_by(far)


def test_what_lies_two_notes_beside_an_edit_is_no_echo() -> None:
    notes = circles(*TIMES)
    edit = Edit.between(difficulty(*notes), difficulty(*notes[:5], *notes[6:]))  # the one at 6 s is gone
    near, far = (suggestion("unusual-rhythm.x.1", t, source="consistency") for t in (8000.0, 9000.0))
    assert not edit.echoed_by(near)
    assert edit.echoed_by(far)


def test_a_finding_that_looks_another_way_now_is_no_news() -> None:
    before = report(suggestion("chord-size.one.1", objects=(1, 2, 3)))
    after = report(suggestion("chord-size.other.1", objects=(1, 2, 3)))
    assert not compare(before, after)


def test_a_finding_that_grew_is_new_and_one_that_shrank_is_fixed() -> None:
    small = report(suggestion("rare-snapping.one.1", 5000.0, objects=(13, 40)))
    large = report(suggestion("rare-snapping.two.1", 1000.0, objects=(2, 13, 40)))
    grown, shrunk = compare(small, large), compare(large, small)
    assert (len(grown.new), len(grown.fixed)) == (1, 0)
    assert (len(shrunk.new), len(shrunk.fixed)) == (0, 1)


def test_a_finding_that_became_graver_is_new() -> None:
    minor = report(suggestion("spacing.one.1", severity="minor"))
    grave = report(suggestion("spacing.two.1", severity="warning"))
    assert [each.id for each in compare(minor, grave).new] == ["spacing.two.1"]
    assert compare(minor, grave).fixed == ()
