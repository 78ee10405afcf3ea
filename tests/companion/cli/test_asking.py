"""`companion new`, `pause`, `export`, `autostart`: what a mapper types and what comes of it."""

from __future__ import annotations

import json
import os
import subprocess
import zipfile
from pathlib import Path

import pytest

from companion.cli.export import pack
from engine.osu import Document
from engine.song.synthesis import write_song
from tests.builder import circles, difficulty
from tests.command_line import run_companion


@pytest.fixture
def mapset(tmp_path: Path) -> Path:
    mapset = tmp_path / "Songs" / "1 Artist - Song"
    mapset.mkdir(parents=True)
    write_song(mapset / "song.wav", 150, 500, 12, 1)
    points = ["500,400,4,2,1,60,1,0"]
    content = difficulty(*circles(*range(2100, 10000, 400)), points=points, editor="Bookmarks: 4100,6100")
    (mapset / "map.osu").write_bytes(content)
    return mapset


def companion(mapset: Path, *words: str, typed: str = "") -> subprocess.CompletedProcess[str]:
    """A command, given beside the Songs folder."""
    folder = mapset.parent.parent
    home = folder / "home"
    places = {"COMPANION_SONGS": str(mapset.parent), "XDG_CONFIG_HOME": str(home / "xdg")}
    return run_companion(home, *words, typed=typed, folder=folder, environment=places)


def test_new_asks_until_it_knows_enough_and_no_path_is_typed(mapset: Path) -> None:
    answers = ["art", "1", "1", "1", "soon", "", "", ""]  # words of the set, itself, remap, map, a part ...
    ran = companion(mapset, "new", typed="\n".join(answers) + "\n")
    assert ran.returncode == 0, ran.stderr
    assert "no time range" in ran.stdout, "a wrong part is explained and asked for again"
    assert "Job 1 is DONE" in ran.stdout
    request = json.loads(companion(mapset, "jobs", "--json").stdout)[0]["request"]
    assert (request["task"], request["options"]["start"], request["in_place"]) == ("remap", 4100, False)


def test_new_without_answers_asks_for_nothing(mapset: Path) -> None:
    assert companion(mapset, "new").returncode == 1
    assert json.loads(companion(mapset, "jobs", "--json").stdout) == []


def test_what_needs_a_running_companion_says_so(mapset: Path) -> None:
    for words in (["pause"], ["resume"], ["quit"], ["page"]):
        ran = companion(mapset, *words)
        assert (ran.returncode, ran.stderr) == (
            1,
            "The companion is not running. Start it with: companion run\n",
        )


def test_a_set_is_exported_by_words_of_its_name(mapset: Path) -> None:
    (mapset / "sb").mkdir()
    (mapset / "sb" / "hit.png").write_bytes(b"png")
    (mapset / "a.request.toml").write_text("task = 'timing'")
    (mapset / "b.request.error.toml").write_text("# no")
    ran = companion(mapset, "export", "artist song")
    assert ran.returncode == 0, ran.stderr
    osz = Path(ran.stdout.strip())
    assert osz == mapset.parent.parent / "1 Artist - Song.osz"
    with zipfile.ZipFile(osz) as packed:
        assert packed.testzip() is None
        assert packed.namelist() == ["map.osu", "sb/hit.png", "song.wav"]
        assert packed.read("map.osu") == (mapset / "map.osu").read_bytes()
    assert companion(mapset, "export", "nothing like it").returncode == 1


def test_an_export_that_fails_leaves_nothing_behind(mapset: Path) -> None:
    with pytest.raises(OSError, match="none"):
        pack(mapset, mapset / "none" / "x.osz")
    (mapset / "map.osu").chmod(0)
    if os.access(mapset / "map.osu", os.R_OK):
        pytest.skip("nothing is forbidden to root")
    with pytest.raises(PermissionError):
        pack(mapset, mapset.parent / "x.osz")
    assert list(mapset.parent.iterdir()) == [mapset]


def test_autostart_is_switched_and_shown(mapset: Path) -> None:
    assert "does not start" in companion(mapset, "autostart").stdout
    assert "starts with" in companion(mapset, "autostart", "on").stdout
    entry = mapset.parent.parent / "home" / "xdg" / "autostart" / "osu-companion.desktop"
    assert '"-m" "companion" "run"' in entry.read_text()
    assert "does not start" in companion(mapset, "autostart", "off").stdout
    assert not entry.exists()
    assert companion(mapset, "autostart", "maybe").returncode == 2


def test_settings_can_be_read_by_programs(mapset: Path) -> None:
    told = json.loads(companion(mapset, "settings", "--json").stdout)
    songs = next(row for row in told["settings"] if row["key"] == "songs")
    assert (songs["value"], songs["origin"]) == (str(mapset.parent), "COMPANION_SONGS")


def test_a_change_in_place_keeps_the_difficultys_name(mapset: Path) -> None:
    ran = companion(
        mapset, "request", "remap", str(mapset / "map.osu"), "--between", "bookmarks", "--in-place"
    )
    assert "DONE" in ran.stdout, ran.stdout + ran.stderr
    document = Document.read(mapset / "map.osu")
    assert document.get("Metadata", "Version") == "Insane"
    assert document.get("Metadata", "BeatmapID") == "12"
