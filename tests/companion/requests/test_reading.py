"""A request says little and means much; a bad one comes back with what to mend."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from companion.requests import Request, RequestError, known_keys, read_request, reply_to
from engine.protocol import Task
from tests.builder import circles, difficulty
from tests.companion.mapsets import make_mapset


@pytest.fixture
def mapset(tmp_path: Path) -> Path:
    mapset = make_mapset(tmp_path, "Hard", "Insane")
    points = ["1000,500,4,2,1,60,1,0", "5000,-100,4,2,1,60,0,1", "9000,-100,4,2,1,60,0,0"]
    marked = difficulty(*circles(1000, 12000), points=points, version="Marked", editor="Bookmarks: 2000,4000")
    (mapset / "Artist - Song (Mapper) [Marked].osu").write_bytes(marked)
    for age, version in enumerate(("Insane", "Marked", "Hard")):
        os.utime(mapset / f"Artist - Song (Mapper) [{version}].osu", (1000 - age, 1000 - age))
    return mapset


def read(mapset: Path, text: str | bytes, own: set[str] = frozenset()) -> Request:  # type: ignore[assignment]
    path = mapset / "wish.request.toml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_request(path, own.__contains__)


def test_the_smallest_request_means_the_newest_difficulty(mapset: Path) -> None:
    request = read(mapset, 'task = "remap"\nbetween = "00:02:345 (1,2) - 00:04:000 (3) - "')
    assert request.task is Task.REMAP
    assert request.map == mapset / "Artist - Song (Mapper) [Insane].osu"
    assert request.audio == mapset / "song.wav"
    assert (request.options.start, request.options.end) == (2345, 4000)


def test_an_unedited_result_of_ours_is_not_the_newest_difficulty(mapset: Path) -> None:
    import hashlib

    ours = hashlib.sha256((mapset / "Artist - Song (Mapper) [Insane].osu").read_bytes()).hexdigest()
    request = read(mapset, 'task = "hitsounds"', {ours})
    assert request.map == mapset / "Artist - Song (Mapper) [Marked].osu"


@pytest.mark.parametrize("which", ["", 'map = "Insane"'])
def test_a_folder_and_a_dead_link_called_like_difficulties_are_none(mapset: Path, which: str) -> None:
    (mapset / "a folder.osu").mkdir()
    (mapset / "a link.osu").symlink_to(mapset / "nothing.osu")
    request = read(mapset, f'task = "hitsounds"\n{which}')
    assert request.map == mapset / "Artist - Song (Mapper) [Insane].osu"


@pytest.mark.parametrize(
    ("between", "start", "end"),
    [
        ("62345 - 70000", 62345, 70000),
        ("01:02:345 - 01:10:000", 62345, 70000),
        ("01:02:345 (1,2,3) - 01:10:000 (4) -", 62345, 70000),
        ("00:00:100 (12345|0,12500|3) - 00:00:200", 100, 200),
        ("bookmarks", 2000, 4000),
        ("kiai 1", 5000, 9000),
        ("kiai", 5000, 9000),
        ("all", 1000, 12000),
    ],
)
def test_a_part_can_be_said_in_many_ways(mapset: Path, between: str, start: float, end: float) -> None:
    request = read(mapset, f'task = "remap"\nmap = "Marked"\nbetween = "{between}"')
    assert (request.options.start, request.options.end) == (start, end)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_what_notepad_writes_is_read(mapset: Path, encoding: str) -> None:
    text = 'task = "guest"\r\nmap = "hard"\r\ndifficulty = 3.5\r\ncs = 3\r\nsv = 1.6\r\nseed = 7\r\n'
    options = read(mapset, text.encode(encoding)).options
    assert (options.difficulty, options.circle_size, options.slider_multiplier, options.seed) == (
        3.5,
        3,
        1.6,
        7,
    )


def test_every_option_of_a_model_has_its_key() -> None:
    wanted = (
        "mode difficulty mapper year descriptors negative_descriptors cs sv seed model cfg temperature top_p"
    )
    assert set(wanted.split()) <= set(known_keys())


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "task is missing"),
        ('task = "hitsound"', 'Did you mean "hitsounds"'),
        ('task = "generate"\ndificulty = 4', 'Did you mean "difficulty"'),
        ('task = "generate"\ndifficulty = "hard"', "difficulty = 'hard'"),
        ('task = "generate"\ncircle_size = 40', "circle_size|cs"),
        ('task = "remap"', "which part"),
        ('task = "remap"\nbetween = "soon"', "no time range"),
        ('task = "remap"\nbetween = "4000 - 2000"', "ends before it starts"),
        ('task = "remap"\nmap = "Marked"\nbetween = "kiai 3"', 'no "kiai 3".*from 1 to 1'),
        ('task = "remap"\nmap = "Marked"\nbetween = "kiai two"', 'no "kiai two"'),
        ('task = "remap"\nmap = "Marked"\nbetween = "kiai ²"', 'no "kiai ²"'),
        ('task = "remap"\nmap = "Marked"\nbetween = "bookmarks 1 ²"', "say which two"),
        ('task = "remap"\nbetween = "kiai 1"', "no kiai time"),
        ('task = "remap"\nbetween = "bookmarks"', "0 bookmarks"),
        ('task = "hitsounds"\nmap = "Insnae"', 'Did you mean "Insane"'),
        ('task = "hitsounds"\nmap = 3', "in quotes"),
        ('task = "timing"\nin_place = true', "in_place"),
        ('task = "remap"\nbetween = 5', 'between = "01:02:345'),
        ('task = "guest"\ndescriptors = "clean"', r'descriptors = \["clean"\]'),
        ("task = hitsounds", "not readable"),
        ('task = "a"\ntask = "b"', "not readable"),
        (b"\xff\x00\xfftask", "cannot be read as text"),
        ('task = "remap"\nstart = 4000\nend = 2000', 'end lies before start.* start = "01:02:345"'),
        (b"#" * 70000, "at most 64 KB"),
    ],
)
def test_a_bad_request_says_what_to_mend(mapset: Path, text: str | bytes, reason: str) -> None:
    with pytest.raises(RequestError, match=reason):
        read(mapset, text)


def test_two_difficulties_of_one_name_are_told_apart_by_their_files(mapset: Path) -> None:
    (mapset / "copy.osu").write_bytes((mapset / "Artist - Song (Mapper) [Hard].osu").read_bytes())
    with pytest.raises(RequestError, match=r"copy\.osu"):
        read(mapset, 'task = "hitsounds"\nmap = "Hard"')
    assert read(mapset, 'task = "hitsounds"\nmap = "copy.osu"').map == mapset / "copy.osu"


def test_all_is_no_part(mapset: Path) -> None:
    options = read(mapset, 'task = "hitsounds"\nbetween = "all"').options
    assert (options.start, options.end) == (None, None)


@pytest.mark.parametrize("part", ['between = "bookmarks"', "start = 1000", "end = 2000"])
def test_a_part_is_refused_where_the_whole_difficulty_would_be_changed(mapset: Path, part: str) -> None:
    with pytest.raises(RequestError, match="goes with remap only; hitsounds works on the whole difficulty"):
        read(mapset, f'task = "hitsounds"\nmap = "Marked"\n{part}')


def test_a_name_that_nothing_has_is_not_followed_by_an_empty_list(tmp_path: Path) -> None:
    (tmp_path / "song.mp3").write_bytes(b"ID3")
    with pytest.raises(RequestError) as refused:
        read(tmp_path, 'task = "hitsounds"\nmap = "Insane"')
    assert str(refused.value) == 'There is no difficulty "Insane" here.'


def test_a_difficulty_without_a_song_is_told_apart_from_a_song_that_is_missing(mapset: Path) -> None:
    path = mapset / "Artist - Song (Mapper) [Insane].osu"
    path.write_bytes(difficulty(*circles(1000), audio=""))
    with pytest.raises(RequestError, match=r"\[Insane\]\.osu names no song\. Choose one in the editor"):
        read(mapset, 'task = "hitsounds"\nmap = "Insane"')


def test_a_song_that_is_missing_is_named(mapset: Path) -> None:
    (mapset / "song.wav").unlink()
    with pytest.raises(RequestError, match=r"song\.wav"):
        read(mapset, 'task = "hitsounds"')


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere every name is text")
@pytest.mark.parametrize("what", ["mapset", "song"])
def test_a_name_that_is_no_text_is_told_of(mapset: Path, what: str) -> None:
    odd = os.fsdecode(b"s\xf6ng.wav")
    if what == "mapset":
        mapset = mapset.rename(mapset.with_name(odd))
    else:
        for path in mapset.glob("*.osu"):
            path.unlink()
        (mapset / "song.wav").rename(mapset / odd)
    with pytest.raises(RequestError, match="cannot be read as text"):
        read(mapset, 'task = "timing"')


@pytest.mark.parametrize("codec", ["utf-16", "utf-8-sig"])
def test_what_notepad_wrote_comes_back_so_that_it_can_be_mended(mapset: Path, codec: str) -> None:
    path = mapset / "wish.request.toml"
    path.write_bytes('task = "hitsound"\nname = "Härd"'.encode(codec))
    with pytest.raises(RequestError) as error:
        read_request(path, set[str]().__contains__)
    _, content = reply_to(path, error.value)
    mended = content.replace(b'"hitsound"', b'"hitsounds"')
    assert mended.decode().splitlines()[1:] == ['task = "hitsounds"', 'name = "Härd"']
    assert read(mapset, mended).options.name == "Härd"


def test_a_returned_request_starts_with_the_reason_and_keeps_every_word(mapset: Path) -> None:
    path = mapset / "wish.request.toml"
    path.write_bytes(b'task = "dance"\n# my note\n')
    reply, content = reply_to(path, RequestError("There is no task.\nReally."))
    assert reply.name == "wish.request.error.toml"
    assert content == b'# There is no task. Really.\ntask = "dance"\n# my note\n'
    reply.write_bytes(b"an older one")
    assert reply_to(path, RequestError("x"))[0].name == "wish 2.request.error.toml"
