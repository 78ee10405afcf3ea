from __future__ import annotations

from pathlib import Path

from engine.modding import SetFile
from engine.modding.checks.background_quality import CHECK
from tests.builder import difficulty
from tests.engine.modding.media_files import picture
from tests.engine.modding.subjects import found, mapset


def of(tmp_path: Path, width: int, height: int) -> list[tuple[str, str]]:
    file = picture(tmp_path / "bg.jpg", width, height)
    return [(one.severity, one.key) for one in found(CHECK, difficulty(), mapset(files=[file]))]


def test_larger_than_1440p(tmp_path: Path) -> None:
    assert of(tmp_path, 2561, 1440) == [("problem", "large")]


def test_coarse(tmp_path: Path) -> None:
    assert of(tmp_path, 1024, 639) == [("warning", "small")]


def test_tiny(tmp_path: Path) -> None:
    assert of(tmp_path, 159, 120) == [("problem", "small")]


def test_full_hd_passes(tmp_path: Path) -> None:
    assert of(tmp_path, 1920, 1080) == []


def test_too_many_bytes_need_no_opening() -> None:
    (one,) = found(CHECK, difficulty(), mapset(files=[SetFile("bg.jpg", 2_600_000)]))
    assert (one.severity, one.key) == ("problem", "bytes")
