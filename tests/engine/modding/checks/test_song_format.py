from __future__ import annotations

from pathlib import Path

from engine.modding.checks.song_format import CHECK
from tests.builder import difficulty
from tests.engine.modding.media_files import noise, sound
from tests.engine.modding.subjects import found, mapset, on_disk


def test_mp3_passes(tmp_path: Path) -> None:
    file = sound(tmp_path / "song.mp3", noise(1), "libmp3lame")
    assert found(CHECK, difficulty(audio="song.mp3"), mapset(files=[file])) == []


def test_a_wave_file(tmp_path: Path) -> None:
    file = sound(tmp_path / "song.wav", noise(1))
    (one,) = found(CHECK, difficulty(audio="song.wav"), mapset(files=[file]))
    assert (one.severity, one.key) == ("problem", "format")


def test_an_mp3_called_ogg(tmp_path: Path) -> None:
    sound(tmp_path / "a.mp3", noise(1), "libmp3lame").path.rename(tmp_path / "song.ogg")  # type: ignore[union-attr]
    (one,) = found(CHECK, difficulty(audio="song.ogg"), mapset(files=[on_disk(tmp_path / "song.ogg")]))
    assert (one.severity, one.key) == ("warning", "suffix")
