from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from engine.modding.checks.hitsound_delay import CHECK
from tests.builder import difficulty
from tests.engine.modding.media_files import RATE, click, sound
from tests.engine.modding.subjects import found, mapset, on_disk


def played(tmp_path: Path, name: str, silence: float) -> list[tuple[str, str]]:
    file = sound(tmp_path / name, click(silence))
    content = difficulty("100,100,1000,1,12", points=("1000,500,4,2,0,60,1,0",))
    return [(one.severity, one.found) for one in found(CHECK, content, mapset(files=[file]))]


def test_10_ms_of_silence(tmp_path: Path) -> None:
    ((severity, silence),) = played(tmp_path, "soft-hitclap.wav", 10)
    assert severity == "problem"
    assert float(silence.removesuffix(" ms")) == pytest.approx(10, abs=0.1)


def test_3_ms_are_minor(tmp_path: Path) -> None:
    assert [severity for severity, _ in played(tmp_path, "soft-hitclap.wav", 3)] == ["minor"]


def test_at_once_passes(tmp_path: Path) -> None:
    assert played(tmp_path, "soft-hitclap.wav", 0) == []


def test_a_finish_may_swell(tmp_path: Path) -> None:
    swelling = np.sin(np.arange(RATE // 2) / 20) * np.linspace(0.01, 1, RATE // 2)
    file = sound(tmp_path / "soft-hitfinish.wav", swelling)
    assert found(CHECK, difficulty("100,100,1000,1,4"), mapset(files=[file])) == []


def test_a_sample_that_is_never_clicked_passes(tmp_path: Path) -> None:
    assert played(tmp_path, "drum-hitclap.wav", 10) == []


def test_a_file_that_is_no_sound_is_left_to_others(tmp_path: Path) -> None:
    (tmp_path / "soft-hitclap.wav").write_bytes(b"no sound at all" * 10)
    files = [on_disk(tmp_path / "soft-hitclap.wav")]
    assert found(CHECK, difficulty("100,100,1000,1,8"), mapset(files=files)) == []
