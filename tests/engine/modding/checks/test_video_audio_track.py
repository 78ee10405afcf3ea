from __future__ import annotations

from pathlib import Path

from engine.modding.checks.video_audio_track import CHECK
from tests.builder import BACKGROUND, difficulty
from tests.engine.modding.media_files import video
from tests.engine.modding.subjects import found, mapset

CONTENT = difficulty(events=(BACKGROUND, 'Video,0,"v.mp4"'))


def test_a_video_with_sound(tmp_path: Path) -> None:
    file = video(tmp_path / "v.mp4", 320, 240, with_sound=True)
    assert [one.severity for one in found(CHECK, CONTENT, mapset(files=[file]))] == ["problem"]


def test_a_silent_one_passes(tmp_path: Path) -> None:
    assert found(CHECK, CONTENT, mapset(files=[video(tmp_path / "v.mp4", 320, 240)])) == []
