from __future__ import annotations

from pathlib import Path

import numpy as np

from engine.modding import SetFile
from engine.modding.checks.silent_hitsounds import CHECK
from tests.builder import circles, difficulty
from tests.engine.modding.media_files import RATE, click, sound
from tests.engine.modding.subjects import found, mapset


def test_clicks_that_play_an_empty_wave_file(tmp_path: Path) -> None:
    file = SetFile("soft-hitnormal.wav", 44)
    (one,) = found(CHECK, difficulty(*circles(1000, 2000)), mapset(files=[file]))
    assert one.objects == (0, 1)


def test_a_file_of_zeros_is_silent_too(tmp_path: Path) -> None:
    file = sound(tmp_path / "soft-hitnormal.wav", np.zeros(RATE // 10))
    assert len(found(CHECK, difficulty(*circles(1000)), mapset(files=[file]))) == 1


def test_a_clap_on_top_is_heard() -> None:
    files = [SetFile("soft-hitnormal.wav", 44), SetFile("soft-hitclap.wav", 1000)]
    assert found(CHECK, difficulty("100,100,1000,1,8"), mapset(files=files)) == []


def test_a_sound_passes(tmp_path: Path) -> None:
    file = sound(tmp_path / "soft-hitnormal.wav", click())
    assert found(CHECK, difficulty(*circles(1000)), mapset(files=[file])) == []
