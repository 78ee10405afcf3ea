"""The command line: what a mapper types, what they see, and the exit status."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from engine.song.synthesis import write_song
from tests.builder import circles, difficulty
from tests.command_line import run_companion


def test_a_request_without_a_running_companion_is_carried_out_here_and_can_be_undone(tmp_path: Path) -> None:
    mapset = tmp_path / "Songs" / "set"
    mapset.mkdir(parents=True)
    write_song(mapset / "song.wav", 150, 500, 12, 1)
    points = ["500,400,4,2,1,60,1,0"]
    source = mapset / "map.osu"
    source.write_bytes(difficulty(*circles(*range(2100, 10000, 400)), points=points))
    asked = run_companion(tmp_path / "home", "request", "hitsounds", str(source), "--seed", "3")
    assert asked.returncode == 0, asked.stderr
    assert "DONE" in asked.stdout
    shown = json.loads(run_companion(tmp_path / "home", "jobs", "--json").stdout)
    assert shown[0]["state"] == "DONE"
    assert shown[0]["files"] == ["Artist - Song (Mapper) [Insane (hitsounds)].osu"]
    assert (mapset / shown[0]["files"][0]).exists()
    assert run_companion(tmp_path / "home", "undo").returncode == 0
    assert sorted(path.name for path in mapset.iterdir()) == ["map.osu", "song.wav"]


def test_a_refusal_is_one_line_and_status_1(tmp_path: Path) -> None:
    refused = run_companion(tmp_path, "request", "remap", str(tmp_path / "none.osu"))
    assert refused.returncode == 1
    assert refused.stderr.count("\n") == 1
    assert "none.osu" in refused.stderr


def test_what_is_no_difficulty_is_told_in_one_line(tmp_path: Path) -> None:
    junk = tmp_path / "junk.osu"
    junk.write_bytes(bytes(range(128, 256)) * 9)
    refused = run_companion(tmp_path / "home", "mod", str(junk))
    assert refused.returncode == 1
    assert refused.stderr == (
        "junk.osu, line 1: expected 'osu file format v14' and sections such as [General]."
        " Open it in the editor and save it again.\n"
    )


def test_a_mapset_is_modded_whatever_is_called_like_a_difficulty(tmp_path: Path) -> None:
    (tmp_path / "a folder.osu").mkdir()
    (tmp_path / "a link.osu").symlink_to(tmp_path / "nothing")
    (tmp_path / "map.osu").write_bytes(difficulty(*circles(1000, 2000)))
    modded = run_companion(tmp_path / "home", "mod", str(tmp_path), "--json")
    assert modded.returncode in (3, 4), modded.stderr
    assert json.loads(modded.stdout)["map"] == str((tmp_path / "map.osu").resolve())
    assert modded.stderr == ""


def test_wrong_usage_is_status_2(tmp_path: Path) -> None:
    assert run_companion(tmp_path, "request", "dance", str(tmp_path)).returncode == 2
    assert run_companion(tmp_path, "request", "timing", str(tmp_path), "--cs", "40").returncode == 2


def test_a_missing_songs_folder_is_asked_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("COMPANION_SONGS", raising=False)
    ran = run_companion(tmp_path, "run", "--no-tray", environment={"HOME": str(tmp_path)})
    assert ran.returncode == 1
    assert "songs =" in ran.stderr


def test_settings_explain_themselves(tmp_path: Path) -> None:
    shown = run_companion(tmp_path, "settings")
    assert shown.returncode == 0
    for key in ("songs", "quiet_seconds", "workers", "names.remap", "notifications"):
        assert key in shown.stdout


def test_a_worker_that_is_none_is_refused_before_anything_starts(tmp_path: Path) -> None:
    (tmp_path / "config").mkdir()
    (tmp_path / "config" / "companion.toml").write_text('workers = ["gpu-box"]\n')
    shown = run_companion(tmp_path, "settings")
    assert shown.returncode == 1
    assert "gpu-box" in shown.stderr


def test_a_bad_setting_is_named_with_its_file(tmp_path: Path) -> None:
    (tmp_path / "config").mkdir()
    (tmp_path / "config" / "companion.toml").write_text("quiet_secnds = 2\n")
    shown = run_companion(tmp_path, "settings")
    assert shown.returncode == 1
    assert "quiet_secnds" in shown.stderr
    assert "companion.toml" in shown.stderr
