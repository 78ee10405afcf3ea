from __future__ import annotations

from pathlib import Path

import numpy as np

from engine.modding.checks.hitsound_imbalance import CHECK
from tests.builder import circles, difficulty
from tests.engine.modding.media_files import click, sound
from tests.engine.modding.subjects import found, mapset


def played(tmp_path: Path, left: float, right: float) -> list[tuple[str, str]]:
    file = sound(tmp_path / "soft-hitnormal.wav", np.stack([left * click(), right * click()], 1))
    return [
        (one.severity, one.found) for one in found(CHECK, difficulty(*circles(1000)), mapset(files=[file]))
    ]


def test_only_on_one_side(tmp_path: Path) -> None:
    assert played(tmp_path, 0, 1) == [("warning", "only the right")]


def test_three_times_as_loud_is_minor(tmp_path: Path) -> None:
    assert [severity for severity, _ in played(tmp_path, 0.9, 0.3)] == ["minor"]


def test_a_little_to_one_side_passes(tmp_path: Path) -> None:
    assert played(tmp_path, 1.0, 0.6) == []
