"""A document gives back its bytes; an edit changes the lines it must and no other."""

from __future__ import annotations

import codecs
import io
import sys
from types import FrameType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.osu import Beatmap, Break, Circle, DecodeError, Document, Slider, TimingPoint, sections
from tests.builder import BACKGROUND, circles, difficulty


def changed_lines(before: bytes, after: bytes) -> tuple[list[bytes], list[bytes]]:
    """Lines only the first has, and lines only the second has."""
    a, b = before.splitlines(keepends=True), after.splitlines(keepends=True)
    return [line for line in a if line not in b], [line for line in b if line not in a]


@given(st.binary(max_size=400))
def test_any_bytes_come_back_unchanged(data: bytes) -> None:
    assert Document.from_bytes(data).to_bytes() == data


@given(st.text("a\r\n\v\u2028", max_size=30), st.integers(1, 5))
def test_lines_are_the_same_however_long_the_parts_are_they_are_found_in(text: str, part: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sections, "PART", part)
        assert sections.split_lines(text) == list(io.StringIO(text, newline=""))


@pytest.mark.parametrize(
    ("bom", "codec"),
    [(codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (b"", "utf-8"), (b"", "utf-16-le")],
)
def test_every_encoding_is_read_and_kept(bom: bytes, codec: str) -> None:
    data = bom + difficulty(*circles(1000)).decode().encode(codec)
    document = Document.from_bytes(data)
    assert document.get("Metadata", "TitleUnicode") == "Söng"
    document.set("Metadata", "Version", "Härd")
    assert document.to_bytes() == data.replace("Insane".encode(codec), "Härd".encode(codec))


def test_bytes_that_are_no_text_are_read_as_the_game_does_and_stay_in_the_file() -> None:
    before = difficulty(*circles(1000)).replace("Söng".encode(), "Söng".encode("latin-1"))
    document = Document.from_bytes(before)
    assert document.get("Metadata", "TitleUnicode") == "S\ufffdng"
    assert document.beatmap.metadata.title_unicode == "S\ufffdng"
    assert "TitleUnicode:S\ufffdng" in document.section_lines("Metadata")
    document.set("Metadata", "Version", "Hard")
    assert changed_lines(before, document.to_bytes()) == ([b"Version:Insane\r\n"], [b"Version:Hard\r\n"])


def test_setting_a_key_changes_its_line_only() -> None:
    before = difficulty(*circles(1000))
    document = Document.from_bytes(before)
    document.set("Metadata", "Version", "Hard")
    assert changed_lines(before, document.to_bytes()) == ([b"Version:Insane\r\n"], [b"Version:Hard\r\n"])


def test_a_missing_key_is_added_at_the_end_of_its_section() -> None:
    document = Document.from_bytes(difficulty(*circles(1000)))
    document.set("Editor", "Bookmarks", "1000,2000")
    assert b"DistanceSpacing: 1.2\r\nBookmarks: 1000,2000\r\n" in document.to_bytes()
    assert document.beatmap.bookmarks == [1000, 2000]


def test_a_missing_section_is_made_where_the_game_puts_it() -> None:
    document = Document.from_bytes(b"osu file format v14\n\n[General]\nMode: 0\n\n[HitObjects]\n")
    document.set("Metadata", "Version", "Hard")
    text = document.to_bytes().decode()
    assert text.index("[General]") < text.index("[Metadata]") < text.index("[HitObjects]")
    assert document.get("Metadata", "Version") == "Hard"


@given(st.lists(st.integers(0, 60_000), max_size=20), st.lists(st.integers(0, 60_000), max_size=8), st.data())
def test_replacing_objects_keeps_every_other_line(
    there: list[int], added: list[int], data: st.DataObject
) -> None:
    before = difficulty(*circles(*sorted(there)))
    removed = data.draw(st.sets(st.integers(0, len(there) - 1))) if there else set()
    document = Document.from_bytes(before)
    document.replace_objects(removed, [Circle(float(time), 256, 192) for time in added])
    kept = [time for i, time in enumerate(sorted(there)) if i not in removed]
    assert [each.time for each in document.beatmap.objects] == sorted([*kept, *added])
    head = before[: before.index(b"[HitObjects]")]
    assert document.to_bytes().startswith(head)


def test_a_file_without_a_last_line_ending_takes_new_lines() -> None:
    document = Document.from_bytes(difficulty(*circles(1000)).rstrip())
    document.replace_objects([], [Circle(2000.0, 10, 20)])
    assert document.to_bytes().endswith(b"0:0:0:0:\r\n10,20,2000,1,0,0:0:0:0:\r\n")


def test_breaks_stand_under_their_comment() -> None:
    document = Document.from_bytes(difficulty(*circles(1000)))
    document.set_breaks([Break(2000, 5000)])
    assert b"//Break Periods\r\n2,2000,5000\r\n" in document.to_bytes()
    document.set_breaks([])
    assert document.to_bytes() == difficulty(*circles(1000))


def test_red_lines_come_before_green_ones_of_the_same_time() -> None:
    document = Document.from_bytes(difficulty(points=["1000,-50,4,2,1,60,0,0"]))
    document.replace_timing_points([], [TimingPoint(1000, 500)])
    assert [each.uninherited for each in document.beatmap.timing_points] == [True, False]


def test_old_files_are_24_ms_early() -> None:
    old = difficulty(*circles(1000)).replace(b"format v14", b"format v4")
    document = Document.from_bytes(old)
    assert document.beatmap.objects[0].time == 1024
    document.replace_objects([], [Circle(2024.0, 1, 2)])
    assert b"1,2,2000,1,0,0:0:0:0:" in document.to_bytes()


def test_bad_lines_are_warnings_and_the_rest_is_read() -> None:
    document = Document.from_bytes(difficulty("not,an,object", *circles(1000)))
    assert len(document.beatmap.objects) == 1
    assert "not,an,object" in document.warnings[0]


@pytest.mark.parametrize("data", [b"", b"\0" * 100, b"hello"])
def test_what_is_no_difficulty_is_refused_with_its_name(data: bytes) -> None:
    with pytest.raises(DecodeError, match=r"x\.osu.*osu file format"):
        _ = Document.from_bytes(data, "x.osu").beatmap


def test_a_new_document_holds_what_it_was_made_from() -> None:
    slider = Document.from_bytes(difficulty("10,20,1000,2,0,B|50:60|50:60|90:20,1,100")).beatmap.objects[0]
    assert isinstance(slider, Slider)
    assert [each.points for each in slider.segments] == [[(10, 20), (50, 60)], [(50, 60), (90, 20)]]
    assert Document.from_beatmap(Beatmap(objects=[slider])).beatmap.objects == [slider]


@pytest.mark.parametrize(
    "curve",
    [
        "B|101:101|103:103|103:103|B|104:104|105:105",
        "B|175:245|270:175|B|270:175|400:245|510:120",
        "P|175:245|270:175|P|270:175|400:245",
        "B3|1:1|9:9|5:5|7:7|2:2",
        "L|200:100|200:100|300:100",
        "C|1:2|3:4|3:4|5:6",
    ],
)
def test_every_curve_survives_being_written_from_its_values(curve: str) -> None:
    beatmap = Document.from_bytes(difficulty(f"100,100,1000,2,0,{curve},1,100")).beatmap
    assert Document.from_beatmap(beatmap).beatmap.objects == beatmap.objects


def test_eight_combo_colours_are_read() -> None:
    colours = "".join(f"Combo{number} : {number},0,0\r\n" for number in range(1, 12))
    document = Document.from_bytes(difficulty() + b"[Colours]\r\n" + colours.encode())
    assert document.beatmap.combo_colours == [(number, 0, 0) for number in range(1, 9)]


def test_the_first_sprite_is_the_background_of_a_map_without_one() -> None:
    data = difficulty().replace(b'0,0,"bg.jpg",0,0', b'Sprite,Background,Centre,"sb\\back.png",320,240')
    assert Document.from_bytes(data).beatmap.background == "sb/back.png"


def test_a_file_with_absurdly_many_objects_is_refused_with_its_line() -> None:
    data = difficulty(*["1,1,1,1,0"] * 100_001)
    with pytest.raises(DecodeError, match=r"x\.osu, line 43: expected at most 100000 lines"):
        _ = Document.from_bytes(data, "x.osu").beatmap


def test_single_keys_of_such_a_file_are_read_nevertheless() -> None:
    data = difficulty(*["1,1,1,1,0"] * 100_001)
    assert Document.from_bytes(data).get("Metadata", "Version") == "Insane"


def test_the_commands_of_a_storyboard_cost_next_to_nothing() -> None:
    storyboard = ['Sprite,Foreground,Centre,"a.png",320,240', *[" M,0,1,2,3,4,5,6", "_F,0,1,2,0,1"] * 10_000]
    document = Document.from_bytes(difficulty(*circles(1000), events=[BACKGROUND, *storyboard]))
    calls = 0

    def count(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal calls
        calls += event == "call"

    sys.setprofile(count)
    try:
        beatmap, lines = document.beatmap, document.section_lines("Events")
    finally:
        sys.setprofile(None)
    assert (beatmap.background, len(beatmap.objects)) == ("bg.jpg", 1)
    assert lines == [BACKGROUND, storyboard[0]]
    assert calls < 1000, "every command is looked at"
