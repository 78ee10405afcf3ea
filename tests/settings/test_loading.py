"""The settings as the mapper's file and the environment say them."""

from __future__ import annotations

from pathlib import Path

import pytest

from settings import SettingsError, load


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("COMPANION_HOME", str(tmp_path))
    file = tmp_path / "config" / "companion.toml"
    file.parent.mkdir()
    return file


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_what_notepad_saves_is_read(file: Path, encoding: str) -> None:
    file.write_bytes("songs = 'D:\\été'\r\n".encode(encoding))
    assert load().songs == Path("D:\\été")


def test_a_file_in_another_encoding_is_refused_with_what_to_do(file: Path) -> None:
    file.write_bytes("songs = 'D:\\été'\n".encode("latin-1"))
    with pytest.raises(
        SettingsError, match=r"companion\.toml cannot be read as text\. Save the file as UTF-8\."
    ):
        load()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("quiet_seconds = 900", r"quiet_seconds = 900 in .*companion\.toml: Input should be less"),
        ("quiet_secnds = 1", r"There is no setting 'quiet_secnds' in .*companion\.toml\. There are: songs, "),
        ("tags = mine", "Text stands in quotes"),
        ('mod.quiet = "at night"', r'mod\.quiet = \'at night\' in .*: write it as "22:00-08:00"'),
        ('mod.quiet = "22-25:00"', r'mod\.quiet = \'22-25:00\' .* write it as "22:00-08:00"'),
    ],
)
def test_a_wrong_setting_is_named_with_its_place_and_what_it_may_be(
    file: Path, text: str, message: str
) -> None:
    file.write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError, match=message):
        load()


def test_a_wrong_value_of_the_environment_is_not_looked_for_in_the_file(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert not file.exists()
    monkeypatch.setenv("COMPANION_MOD__TELL", "everything")
    with pytest.raises(SettingsError, match=r"mod\.tell = 'everything' in COMPANION_MOD__TELL: "):
        load()
