from __future__ import annotations

from pathlib import Path

from engine.modding.checks.hitsound_format import CHECK
from tests.builder import difficulty
from tests.engine.modding.media_files import click, sound
from tests.engine.modding.subjects import found, mapset, on_disk

CLAP = difficulty("100,100,1000,1,8")


def test_an_mp3_that_is_clicked(tmp_path: Path) -> None:
    file = sound(tmp_path / "soft-hitclap.mp3", click(length=500), "libmp3lame")
    (one,) = found(CHECK, CLAP, mapset(files=[file]))
    assert (one.severity, one.key) == ("problem", "soft-hitclap.mp3")


def test_an_mp3_that_nothing_plays_is_another_matter(tmp_path: Path) -> None:
    file = sound(tmp_path / "drum-hitclap.mp3", click(length=500), "libmp3lame")
    assert found(CHECK, CLAP, mapset(files=[file])) == []


def test_a_wave_file_called_ogg(tmp_path: Path) -> None:
    sound(tmp_path / "a.wav", click()).path.rename(tmp_path / "soft-hitclap.ogg")  # type: ignore[union-attr]
    (one,) = found(CHECK, CLAP, mapset(files=[on_disk(tmp_path / "soft-hitclap.ogg")]))
    assert (one.severity, one.expected) == ("warning", ".wav")


def test_wav_and_ogg_pass(tmp_path: Path) -> None:
    files = [
        sound(tmp_path / "soft-hitclap.wav", click()),
        sound(tmp_path / "soft-hitnormal.ogg", click(length=500), "vorbis"),
    ]
    assert found(CHECK, CLAP, mapset(files=files)) == []
