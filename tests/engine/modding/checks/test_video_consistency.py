from __future__ import annotations

from engine.modding.checks.video_consistency import CHECK
from tests.builder import BACKGROUND, difficulty
from tests.engine.modding.subjects import found, mapset


def with_video(line: str) -> bytes:
    return difficulty(events=(BACKGROUND, line))


def test_another_start() -> None:
    (one,) = found(CHECK, with_video('Video,0,"v.mp4"'), mapset(with_video('1,100,"v.mp4"')))
    assert (one.found, one.expected) == ("starts at 0 ms", "100 ms")


def test_another_video() -> None:
    (one,) = found(CHECK, with_video('Video,0,"v.mp4"'), mapset(with_video('Video,0,"w.mp4"')))
    assert one.expected == "w.mp4"


def test_the_same_or_none_pass() -> None:
    assert found(CHECK, with_video('Video,0,"v.mp4"'), mapset(with_video('1,0,"V.mp4"'))) == []
    assert found(CHECK, with_video('Video,0,"v.mp4"'), mapset(difficulty())) == []
