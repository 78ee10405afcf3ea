"""A word in the tags asks for a task; a wrong one says what to write instead."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from companion.requests import Marker, Request, RequestError, read_markers, stood_before, without_markers
from engine.protocol import Task
from tests.builder import circles, difficulty
from tests.companion.mapsets import make_mapset


@pytest.fixture
def mapset(tmp_path: Path) -> Path:
    return make_mapset(tmp_path)


def markers(
    mapset: Path,
    tags: str,
    bookmarks: str = "",
    *,
    version: str = "Insane",
    objects: list[str] | None = None,
    fill_by_name: bool = False,
) -> list[Marker]:
    path = mapset / "map.osu"
    editor = f"Bookmarks: {bookmarks}" if bookmarks else ""
    written = circles(1000, 9000) if objects is None else objects
    path.write_bytes(difficulty(*written, tags=tags, editor=editor, version=version))
    return read_markers(path, lambda _: False, fill_by_name=fill_by_name)


def request(mapset: Path, tags: str, bookmarks: str = "") -> Request:
    (only,) = markers(mapset, tags, bookmarks)
    assert isinstance(only.asked, Request), only.asked
    return only.asked


def fault(mapset: Path, tags: str, bookmarks: str = "") -> str:
    (only,) = markers(mapset, tags, bookmarks)
    assert isinstance(only.asked, RequestError)
    return str(only.asked)


def test_remap_means_the_part_between_the_two_bookmarks(mapset: Path) -> None:
    asked = request(mapset, "some companion:remap tags", "2000,4000")
    assert (asked.task, asked.options.start, asked.options.end) == (Task.REMAP, 2000, 4000)
    assert asked.map == mapset / "map.osu"
    assert asked.audio == mapset / "song.wav"
    assert not asked.in_place


def test_with_more_bookmarks_two_are_named(mapset: Path) -> None:
    asked = request(mapset, "companion:remap=2-3", "1000,2000,4000,6000")
    assert (asked.options.start, asked.options.end) == (2000, 4000)


@pytest.mark.parametrize(
    ("word", "task", "stars"),
    [
        ("companion:hitsounds", Task.HITSOUNDS, None),
        ("Companion:Timing", Task.TIMING, None),
        ("companion:guest=5.2", Task.GUEST, 5.2),
        ("companion:guest=5,2,", Task.GUEST, 5.2),
        ("companion:guest", Task.GUEST, None),
        ("companion:generate=4", Task.GENERATE, 4.0),
    ],
)
def test_the_other_markers(mapset: Path, word: str, task: Task, stars: float | None) -> None:
    asked = request(mapset, word)
    assert (asked.task, asked.options.difficulty) == (task, stars)


def test_several_markers_ask_for_several_tasks_and_one_twice_only_once(mapset: Path) -> None:
    found = markers(mapset, "companion:hitsounds companion:timing companion:hitsounds")
    assert [each.asked.task for each in found if isinstance(each.asked, Request)] == ["hitsounds", "timing"]


@pytest.mark.parametrize(
    ("tags", "bookmarks", "said"),
    [
        ("companion:remp", "", 'Did you mean "remap"'),
        ("companion:", "", "companion:guest=5.2"),
        ("companion:remap", "", "there are 0"),
        ("companion:remap", "2000", "there are 1"),
        ("companion:remap", "1,2,3", "Say which two: companion:remap=1-2"),
        ("companion:remap=2", "1,2,3", "companion:remap=1-2"),
        ("companion:remap=1-9", "1,2,3", "There are 3 bookmarks"),
        ("companion:guest=hard", "", "companion:guest=5.2"),
        ("companion:guest=99", "", "difficulty"),
        ("companion:hitsounds=soft", "", "companion:hitsounds is enough"),
    ],
)
def test_a_mistaken_marker_says_what_to_write(mapset: Path, tags: str, bookmarks: str, said: str) -> None:
    assert said in fault(mapset, tags, bookmarks)


def test_a_marker_is_the_same_until_its_word_or_its_part_changes(mapset: Path) -> None:
    def identity(tags: str, bookmarks: str) -> str:
        return markers(mapset, tags, bookmarks)[0].identity

    first = identity("companion:remap", "2000,4000")
    assert identity("other words companion:remap", "4000,2000") == first
    assert identity("companion:remap", "2000,4001") != first
    assert identity("companion:remap=1-2", "2000,4000,9000") != first
    assert identity("companion:guest=5", "2000,4000") == identity("companion:guest=5", "1,2")
    assert identity("companion:guest=5", "") != identity("companion:guest=5.1", "")


def test_other_tags_ask_for_nothing(mapset: Path) -> None:
    assert markers(mapset, "companion cube my:companion") == []


def test_a_renamed_difficulty_keeps_what_stood_in_it(tmp_path: Path) -> None:
    there, gone, new = tmp_path / "there.osu", tmp_path / "gone.osu", tmp_path / "new.osu"
    there.touch()
    standing = {there: {"a"}, gone: {"b"}}
    assert stood_before(there, standing) == {"a"}
    assert stood_before(new, standing) == {"b"}


def test_a_result_carries_no_marker() -> None:
    assert without_markers("a companion:remap b Companion:guest=5") == "a b"
    assert without_markers("two  blanks stay") == "two  blanks stay"


def test_an_empty_difficulty_is_filled_as_its_name_wishes_where_that_is_set(mapset: Path) -> None:
    (wish,) = markers(mapset, "", version="Hard !5.2", objects=[], fill_by_name=True)
    assert isinstance(wish.asked, Request)
    assert (wish.asked.task, wish.asked.in_place) == (Task.GENERATE, True)
    assert wish.asked.options.difficulty == 5.2
    assert markers(mapset, "", version="Hard !5.2", objects=[]) == []
    assert markers(mapset, "", version="Hard !5.2", fill_by_name=True) == []
    assert markers(mapset, "", version="Hard 5.2", objects=[], fill_by_name=True) == []


def test_every_marker_of_the_page_about_them_is_understood(mapset: Path) -> None:
    page = (Path(__file__).parents[3] / "docs" / "markers.md").read_text(encoding="utf-8")
    words = re.findall(r"^\| `(companion:\S+)`", page, re.MULTILINE)
    assert len(words) == 7
    for word in words:
        bookmarks = "1000,2000,3000" if "=2-3" in word else "1000,2000"
        assert isinstance(request(mapset, word, bookmarks), Request)
