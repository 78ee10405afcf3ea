from __future__ import annotations

from engine.modding.checks.missing_files import CHECK
from tests.builder import BACKGROUND, difficulty
from tests.engine.modding.subjects import found, mapset

VIDEO = 'Video,0,"v.mp4"'


def test_song_background_and_video_that_are_not_there() -> None:
    content = difficulty(events=(BACKGROUND, VIDEO))
    assert [one.key for one in found(CHECK, content, mapset(files=["a.osu"]))] == [
        "song",
        "background",
        "video",
    ]


def test_all_there_whatever_their_case() -> None:
    files = ["Song.WAV", "BG.jpg", "v.mp4"]
    assert found(CHECK, difficulty(events=(BACKGROUND, VIDEO)), mapset(files=files)) == []


def test_where_files_are_not_known_nothing_is_missing() -> None:
    assert found(CHECK, difficulty()) == []
