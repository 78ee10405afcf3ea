"""A setting is written into the mapper's file; everything else in it stays."""

from __future__ import annotations

from pathlib import Path

import pytest

from settings import SettingsError, load
from settings.saving import save

WRITTEN = """# mine
quiet_seconds = 2.5  # slow disk

[names]
remap = "{source} again"
"""


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("COMPANION_HOME", str(tmp_path))
    file = tmp_path / "config" / "companion.toml"
    file.parent.mkdir()
    file.write_text(WRITTEN)
    return file


def test_only_the_line_of_the_setting_changes(file: Path) -> None:
    save("quiet_seconds", 4.0)
    save("names.guest", "Ours {level}")
    assert file.read_text() == WRITTEN.replace("2.5", "4.0") + 'guest = "Ours {level}"\n'
    assert load().quiet_seconds == 4
    assert load().names.guest == "Ours {level}"


def test_a_file_that_is_not_there_is_made(file: Path) -> None:
    file.unlink()
    save("workers", ["local", "ssh:me@gpu"])
    assert load().workers == ("local", "ssh:me@gpu")


def test_without_a_value_the_default_counts_again(file: Path) -> None:
    save("quiet_seconds", None)
    save("songs", None)
    assert load().quiet_seconds == 1
    assert "# mine" in file.read_text()


@pytest.mark.parametrize(
    ("key", "value"),
    [("quiet_seconds", 900.0), ("workers", ["gpu"]), ("quiet_secnds", 1.0), ("names.x", "a")],
)
def test_what_cannot_be_is_refused_and_the_file_is_left_alone(file: Path, key: str, value: float) -> None:
    with pytest.raises(SettingsError, match=key.split(".")[0]):
        save(key, value)
    assert file.read_text() == WRITTEN


def test_the_lines_of_a_windows_editor_keep_their_endings(file: Path) -> None:
    file.write_bytes(b"# mine\r\nquiet_seconds = 2.5\r\n")
    save("quiet_seconds", 4.0)
    assert file.read_bytes() == b"# mine\r\nquiet_seconds = 4.0\r\n"


def test_a_file_that_is_no_text_is_left_alone(file: Path) -> None:
    file.write_bytes(b"songs = 'C:\\\xe9t\xe9'\n")
    with pytest.raises(SettingsError, match="Save the file as UTF-8"):
        save("quiet_seconds", 4.0)
    assert file.read_bytes() == b"songs = 'C:\\\xe9t\xe9'\n"
