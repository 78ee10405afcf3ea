from __future__ import annotations

from pathlib import Path

from engine.modding.checks.video_size import CHECK
from tests.builder import BACKGROUND, difficulty
from tests.engine.modding.media_files import video
from tests.engine.modding.subjects import found, mapset

CONTENT = difficulty(events=(BACKGROUND, 'Video,0,"v.mp4"'))


def test_larger_than_720p(tmp_path: Path) -> None:
    file = video(tmp_path / "v.mp4", 1920, 1080)
    (one,) = found(CHECK, CONTENT, mapset(files=[file]))
    assert (one.severity, one.found) == ("problem", "1920 x 1080")


def test_720p_passes(tmp_path: Path) -> None:
    assert found(CHECK, CONTENT, mapset(files=[video(tmp_path / "v.mp4", 1280, 720)])) == []
