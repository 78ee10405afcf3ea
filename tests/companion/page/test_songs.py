"""The Songs folder is seen by names; there is no way out of it."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from companion.page.songs import Songs
from tests.builder import circles, difficulty
from tests.companion.mapsets import make_mapset
from tests.companion.page.client import Client

FILE = "Artist - Song (Mapper) [Insane].osu"


@pytest.fixture
def songs(tmp_path: Path) -> Songs:
    make_mapset(tmp_path / "Songs", "Insane", "Hard")
    (tmp_path / "secret.osu").write_bytes(difficulty(*circles(1000)))
    return Songs(tmp_path / "Songs")


def test_mapsets_are_found_by_words_and_the_one_saved_last_comes_first(songs: Songs, tmp_path: Path) -> None:
    for number, name in enumerate(("2 Camellia - Exit", "3 camellia - Ghost", "4 Nothing")):
        (tmp_path / "Songs" / name).mkdir()
        path = tmp_path / "Songs" / name / "map.osu"
        path.write_bytes(difficulty())
        os.utime(path, (2e9 + number, 2e9 + number))
    assert [each.name for each in songs.mapsets("CAMELLIA", 10)] == [
        "3 camellia - Ghost",
        "2 Camellia - Exit",
    ]
    assert [each.name for each in songs.mapsets("ghost cam", 10)] == ["3 camellia - Ghost"]
    assert len(songs.mapsets("", 2)) == 2


def test_a_mapset_shows_its_difficulties_whatever_else_lies_there(
    songs: Songs, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mapset = songs.mapset("1 Artist - Song")
    (mapset / "a folder.osu").mkdir()
    (mapset / "a link.osu").symlink_to(mapset / "nothing.osu")
    shown = songs.difficulties(mapset.name)
    assert sorted(each.version for each in shown) == ["Hard", "Insane"]
    assert songs.mapsets("", 1)[0].saved == shown[0].saved
    whole = Path.read_bytes

    def read(path: Path) -> bytes:
        if path.name == FILE:
            raise PermissionError(13, "Permission denied", str(path))
        return whole(path)

    monkeypatch.setattr(Path, "read_bytes", read)
    assert sorted(each.version for each in songs.difficulties(mapset.name)) == ["", "Hard"]


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere every name is text")
def test_a_folder_whose_name_is_no_text_hides_no_other(songs: Songs, tmp_path: Path) -> None:
    (tmp_path / "Songs" / os.fsdecode(b"S\xf6ng")).mkdir()
    assert [each.name for each in songs.mapsets("", 10)] == ["1 Artist - Song"]


@pytest.mark.parametrize("name", ["", ".", "..", "../Songs", "1 Artist - Song/..", "/etc", "nothing", "a\0b"])
def test_no_name_leads_out_of_the_folder(songs: Songs, name: str) -> None:
    with pytest.raises(LookupError):
        songs.mapset(name)


@pytest.mark.parametrize(
    "file", ["", "..", "../../secret.osu", "song.wav", "none.osu", "/etc/passwd", "..\\x.osu"]
)
def test_only_difficulties_of_the_mapset_are_found(songs: Songs, file: str) -> None:
    assert songs.difficulty("1 Artist - Song", FILE).is_file()
    with pytest.raises(LookupError):
        songs.difficulty("1 Artist - Song", file)


@pytest.mark.parametrize("name", ["../../secret.osu", "..\\..\\secret.osu", "/etc/passwd", "none.mp3", ""])
def test_only_a_song_inside_the_mapset_is_played(songs: Songs, name: str) -> None:
    mapset = songs.mapset("1 Artist - Song")
    assert songs.audio(mapset, "song.wav").name == "song.wav"
    with pytest.raises(LookupError):
        songs.audio(mapset, name)


def test_a_link_that_leads_out_of_the_mapset_is_not_played(songs: Songs, tmp_path: Path) -> None:
    mapset = songs.mapset("1 Artist - Song")
    (mapset / "link.mp3").symlink_to(tmp_path / "secret.osu")
    with pytest.raises(LookupError):
        songs.audio(mapset, "link.mp3")


def test_the_web_server_shows_nothing_outside_either(client: Client) -> None:
    make_mapset(client.songs)
    for address in ("static/../page.py", "static/%2e%2e/page.py", "static/..%2f..%2fdaemon.py"):
        assert client.get(address).status_code == 404
    assert client.get("api/difficulties", params={"mapset": ".."}).status_code == 404
    outside = {"mapset": "1 Artist - Song", "file": "../../home/x.osu"}
    assert client.get("api/preview/difficulty", params=outside).status_code == 404
    assert client.get("api/preview/song", params={"mapset": "..", "file": FILE}).status_code == 404
