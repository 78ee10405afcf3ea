"""The Songs folder is found where osu! and Wine put it."""

from __future__ import annotations

from pathlib import Path

from companion.system.songs_folder import configured_songs, find_songs


def test_the_default_folder_on_windows(tmp_path: Path) -> None:
    (tmp_path / "local" / "osu!" / "Songs").mkdir(parents=True)
    assert (
        find_songs(tmp_path, {"LOCALAPPDATA": str(tmp_path / "local")})
        == tmp_path / "local" / "osu!" / "Songs"
    )


def test_a_configured_folder_goes_first_whether_relative_or_absolute(tmp_path: Path) -> None:
    game = tmp_path / "osu!"
    game.mkdir()
    (game / "osu!.someone.cfg").write_text("Username = x\nBeatmapDirectory = My Songs\n")
    assert configured_songs(game) == game / "My Songs"
    (game / "osu!.someone.cfg").write_text(f"BeatmapDirectory = {tmp_path / 'elsewhere'}\n")
    assert configured_songs(game) == tmp_path / "elsewhere"


def test_a_wine_prefix_is_looked_into(tmp_path: Path) -> None:
    songs = tmp_path / ".wine" / "drive_c" / "users" / "me" / "AppData" / "Local" / "osu!" / "Songs"
    songs.mkdir(parents=True)
    assert find_songs(tmp_path, {}) == songs


def test_nothing_is_found_where_nothing_is(tmp_path: Path) -> None:
    assert find_songs(tmp_path, {}) is None
