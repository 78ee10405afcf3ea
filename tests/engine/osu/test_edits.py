"""Any legal file, any edit: the lines that are meant change, and no other byte."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.osu import Beatmap, Break, DecodeError, Document, Timing, splice
from engine.osu.state import state_at
from tests.strategies import Text, documents, green_lines, objects

ANY = settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def opened(text: Text) -> Document:
    """The document, which gives back its bytes before and after it is read."""
    data = text.to_bytes()
    document = Document.from_bytes(data)
    assert document.to_bytes() == data
    _ = document.beatmap
    assert document.to_bytes() == data
    return document


def lines_of(document: Document, text: Text) -> list[str]:
    """The lines after an edit; the encoding is still the file's."""
    data = document.to_bytes()
    assert data.startswith(text.bom)
    return data[len(text.bom) :].decode(text.codec).splitlines(keepends=True)


def change(text: Text, after: list[str]) -> tuple[list[str], list[str]]:
    """Lines that are gone and lines that came, by their place; a last line that got an ending is the same."""
    first, last = list(text.lines[:-1]), text.lines[-1]
    ended = {line for line in after if line.rstrip("\r\n") == last} | {last}
    changes = [_change([*first, line], after) for line in sorted(ended)]
    return min(changes, key=lambda each: len(each[0]))


def _change(before: list[str], after: list[str]) -> tuple[list[str], list[str]]:
    """By a longest common subsequence; difflib's is not always one of the longest."""
    common = [[0] * (len(after) + 1) for _ in range(len(before) + 1)]
    for i in reversed(range(len(before))):
        for j in reversed(range(len(after))):
            same = before[i] == after[j]
            common[i][j] = common[i + 1][j + 1] + 1 if same else max(common[i + 1][j], common[i][j + 1])
    gone, came, i, j = [], [], 0, 0
    while i < len(before) and j < len(after):
        if before[i] == after[j]:
            i, j = i + 1, j + 1
        elif common[i + 1][j] >= common[i][j + 1]:
            gone.append(before[i])
            i += 1
        else:
            came.append(after[j])
            j += 1
    return gone + before[i:], came + after[j:]


def test_no_shorter_change_is_overlooked() -> None:
    assert _change(["a", "b", "c", "d", "a"], ["c", "a"]) == (["a", "b", "d"], [])
    assert _change(["a", "b"], ["b", "c", "d"]) == (["a"], ["c", "d"])


@ANY
@given(documents())
def test_a_file_that_is_only_read_keeps_its_bytes(text: Text) -> None:
    opened(text)


@ANY
@given(documents(), st.sampled_from([("Metadata", "Version"), ("General", "Mode"), ("Editor", "Bookmarks")]))
def test_setting_a_key_changes_one_line_or_adds_it_with_its_section(
    text: Text, where: tuple[str, str]
) -> None:
    section, key = where
    document = opened(text)
    there = document.get(section, key) is not None
    made = not any(line.strip().split("//")[0].rstrip() == f"[{section}]" for line in text.lines)
    document.set(section, key, "1")
    gone, came = change(text, lines_of(document, text))
    assert document.get(section, key) == "1"
    assert len(gone) <= int(there)
    assert [line for line in came if line.split(":")[0].strip() != key and line.strip()] == (
        [line for line in came if line.strip() == f"[{section}]"] if made else []
    )


@ANY
@given(documents(), st.data())
def test_replacing_objects_changes_their_lines_only(text: Text, data: st.DataObject) -> None:
    document = opened(text)
    there = document.beatmap.objects
    removed = data.draw(st.sets(st.sampled_from(range(len(there))))) if there else set()
    added = data.draw(st.lists(objects(), max_size=4))
    warnings = len(document.warnings)
    document.replace_objects(removed, added)
    gone, came = change(text, lines_of(document, text))
    assert len(gone) <= len(removed)
    assert len([line for line in came if line.strip() not in ("", "[HitObjects]")]) <= len(added)
    kept = [each for i, each in enumerate(there) if i not in removed]
    after = document.beatmap.objects
    assert sorted(each.time for each in after) == sorted(each.time for each in [*kept, *added])
    assert all(repr(each) in map(repr, after) for each in kept)
    assert len(document.warnings) == warnings


@ANY
@given(documents(), st.data())
def test_replacing_timing_points_changes_their_lines_only(text: Text, data: st.DataObject) -> None:
    document = opened(text)
    there = document.beatmap.timing_points
    removed = data.draw(st.sets(st.sampled_from(range(len(there))))) if there else set()
    added = data.draw(st.lists(green_lines(), max_size=4))
    document.replace_timing_points(removed, added)
    gone, came = change(text, lines_of(document, text))
    assert len(gone) <= len(removed)
    assert len([line for line in came if line.strip() not in ("", "[TimingPoints]")]) <= len(added)
    kept = [each for i, each in enumerate(there) if i not in removed]
    after = [repr(each) for each in document.beatmap.timing_points]
    assert sorted(after) == sorted(map(repr, [*kept, *added]))


@ANY
@given(documents(), st.lists(st.tuples(st.integers(0, 9_000), st.integers(1, 900)), max_size=3))
def test_setting_breaks_changes_break_lines_only(text: Text, spans: list[tuple[int, int]]) -> None:
    document = opened(text)
    breaks = [Break(float(start), float(start + length)) for start, length in spans]
    document.set_breaks(breaks)
    gone, came = change(text, lines_of(document, text))
    assert all(line.startswith("2,") for line in gone)
    assert all(line.startswith("2,") for line in came if line.strip() not in ("", "[Events]"))
    assert document.beatmap.breaks == breaks


@ANY
@given(documents(), st.lists(st.integers(0, 90_000), max_size=4))
def test_setting_bookmarks_changes_their_line_only(text: Text, times: list[int]) -> None:
    document = opened(text)
    document.set_bookmarks(times)
    assert document.beatmap.bookmarks == times
    gone, came = change(text, lines_of(document, text))
    assert all("Bookmarks" in line for line in gone)
    assert all("Bookmarks" in line for line in came if line.strip() not in ("", "[Editor]"))


@ANY
@given(documents(played=True), st.data())
def test_new_sounds_change_the_line_of_their_object_only(text: Text, data: st.DataObject) -> None:
    document = opened(text)
    there = document.beatmap.objects
    index = data.draw(st.sampled_from(range(len(there))))
    document.set_sounds(index, replace(there[index], hitsound=8))
    gone, came = change(text, lines_of(document, text))
    assert len(gone) == len(came) <= 1
    assert document.beatmap.objects[index].hitsound == 8
    assert document.beatmap.objects[index].time == there[index].time


@ANY
@given(documents(), st.integers(0, 60_000), st.integers(0, 20_000), st.data())
def test_a_splice_leaves_everything_outside_as_it_was(
    text: Text, start: int, length: int, data: st.DataObject
) -> None:
    document = opened(text)
    end = start + length
    new = Beatmap(
        objects=data.draw(st.lists(objects(start, end), max_size=3)),
        timing_points=data.draw(st.lists(green_lines(start, end), max_size=3)),
    )
    result = splice(document, start, end, new)
    before, after = document.beatmap, result.beatmap
    for times in (
        ([repr(o) for o in b.objects if not start <= o.time <= end] for b in (before, after)),
        ([repr(p) for p in b.timing_points if p.uninherited] for b in (before, after)),
    ):
        ours, theirs = times
        assert ours == theirs
    old, now = Timing(before.timing_points), Timing(after.timing_points)
    for time in {*range(-3_000, start, 500), start - 1, end + 1, *range(end + 1, 125_000, 500)}:
        assert repr(state_at(now, time)) == repr(state_at(old, time)), time
        assert now.ticks_at(time) == old.ticks_at(time), time
        assert now.kiai_at(time) == old.kiai_at(time), time
    greens = [
        point for point in after.timing_points if not point.uninherited and start <= point.time <= end + 1
    ]
    assert len(greens) <= len(new.timing_points) + 1 + sum(
        start <= point.time <= end + 1 for point in before.timing_points
    )


def test_a_file_without_sections_is_refused() -> None:
    with pytest.raises(DecodeError, match="sections such as"):
        _ = Document.from_bytes(b"osu file format v14\n").beatmap
