"""Times as the editor writes them, and links that open it there."""

from __future__ import annotations

import pytest

from engine.osu import Document, edit_link, format_timestamp, parse_range, parse_timestamp
from tests.builder import circles, difficulty


@pytest.mark.parametrize(
    ("text", "ms"),
    [
        ("01:02:345", 62345),
        ("01:02:345 (1,2,3) - ", 62345),
        ("00:12:345 (12345|0,12500|3) - ", 12345),
        ("osu://edit/00:12:345%20(1,2,3)", 12345),
        ("62345", 62345),
        ("-00:00:024", -24),
    ],
)
def test_what_the_editor_copies_is_understood(text: str, ms: float) -> None:
    assert parse_timestamp(text) == ms


def test_a_time_is_written_as_the_editor_does() -> None:
    assert format_timestamp(62345.9) == "01:02:345"


def test_what_is_no_time_is_refused_with_an_example() -> None:
    with pytest.raises(ValueError, match="write 01:02:345"):
        parse_timestamp("chorus")


@pytest.mark.parametrize("text", ["01:02:345 (1,2) - 01:10:000 -", "62345 - 70000", "01:02:345 to 01:10:000"])
def test_a_range_is_two_times(text: str) -> None:
    assert parse_range(text) == (62345, 70000)


@pytest.mark.parametrize("mode", [0, 1, 2])
def test_a_link_names_objects_by_their_combo_number(mode: int) -> None:
    beatmap = Document.from_bytes(difficulty(*circles(1000, 2000, 3000), mode=mode)).beatmap
    assert edit_link(beatmap, [1, 2]) == "osu://edit/00:02:000%20(2,3)"


def test_a_link_of_mania_names_objects_by_time_and_column() -> None:
    beatmap = Document.from_bytes(difficulty("64,192,1000,1,0", "448,192,1500,1,0", mode=3)).beatmap
    assert edit_link(beatmap, [0, 1]) == "osu://edit/00:01:000%20(1000|0,1500|3)"
