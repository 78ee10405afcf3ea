from __future__ import annotations

from pathlib import Path

import pytest

from engine.modding.checks.audio_bitrate import CHECK
from tests.builder import circles, difficulty
from tests.engine.modding.media_files import click, noise, sound
from tests.engine.modding.subjects import found, mapset


def song(tmp_path: Path, kbps: int) -> list[tuple[str, str]]:
    file = sound(tmp_path / "song.mp3", noise(2), "libmp3lame", kbps)
    content = difficulty(audio="song.mp3")
    return [(one.severity, one.found) for one in found(CHECK, content, mapset(files=[file]))]


def test_96_kbps_are_too_few(tmp_path: Path) -> None:
    assert song(tmp_path, 96) == [("problem", "96 kbps")]


def test_256_kbps_are_too_many(tmp_path: Path) -> None:
    assert song(tmp_path, 256) == [("problem", "256 kbps")]


@pytest.mark.parametrize("kbps", [128, 192])
def test_128_to_192_pass(tmp_path: Path, kbps: int) -> None:
    assert song(tmp_path, kbps) == []


def test_raw_hitsounds_are_as_large_as_they_are(tmp_path: Path) -> None:
    file = sound(tmp_path / "soft-hitnormal.wav", click())
    assert found(CHECK, difficulty(*circles(1000)), mapset(files=[file])) == []
