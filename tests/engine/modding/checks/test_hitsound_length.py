from __future__ import annotations

from pathlib import Path

from engine.modding.checks.hitsound_length import CHECK
from tests.builder import circles, difficulty
from tests.engine.modding.media_files import click, sound
from tests.engine.modding.subjects import found, mapset, on_disk


def test_20_ms(tmp_path: Path) -> None:
    file = sound(tmp_path / "soft-hitnormal.wav", click(length=20))
    (one,) = found(CHECK, difficulty(*circles(1000)), mapset(files=[file]))
    assert one.found == "20 ms"


def test_25_ms_pass(tmp_path: Path) -> None:
    file = sound(tmp_path / "soft-hitnormal.wav", click(length=25))
    assert found(CHECK, difficulty(*circles(1000)), mapset(files=[file])) == []


def test_the_usual_silent_file_passes(tmp_path: Path) -> None:
    (tmp_path / "soft-hitnormal.wav").write_bytes(sound(tmp_path / "a.wav", click()).path.read_bytes()[:44])  # type: ignore[union-attr]
    files = [on_disk(tmp_path / "soft-hitnormal.wav")]
    assert found(CHECK, difficulty(*circles(1000)), mapset(files=files)) == []
