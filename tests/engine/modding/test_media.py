"""Headers of files, and what is no such file."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from engine.modding.media import audio_of, picture_of, samples_of, video_of
from tests.engine.modding.media_files import click, noise, picture, sound, video


def test_a_songs_header(tmp_path: Path) -> None:
    audio = audio_of(sound(tmp_path / "a.mp3", noise(2), "libmp3lame", 160).path)
    assert audio is not None
    assert audio.format == "mp3"
    assert audio.bitrate == pytest.approx(160, abs=1)
    assert audio.duration == pytest.approx(2000, abs=60)


def test_a_hitsound_is_decoded_with_both_sides(tmp_path: Path) -> None:
    samples = samples_of(sound(tmp_path / "a.wav", click()).path)
    assert samples is not None
    assert samples.values.shape == (4410, 2)
    assert samples.duration == pytest.approx(100)


def test_sizes_of_pictures_and_videos(tmp_path: Path) -> None:
    still = picture_of(picture(tmp_path / "a.png", 30, 20).path)
    moving = video_of(video(tmp_path / "a.mp4", 64, 32).path)
    assert still is not None
    assert moving is not None
    assert (still.width, still.height) == (30, 20)
    assert (moving.width, moving.height, moving.has_sound) == (64, 32, False)


@pytest.mark.parametrize("content", [b"", b"no media at all" * 100])
def test_what_cannot_be_read_is_none(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.mp3"
    path.write_bytes(content)
    for look in (audio_of, samples_of, picture_of, video_of):
        assert look(path) is None
        assert look(tmp_path / "missing") is None
        assert look(None) is None


def test_a_file_that_changed_is_read_again(tmp_path: Path) -> None:
    file = picture(tmp_path / "a.png", 30, 20)
    assert picture_of(file.path) is not None
    picture(tmp_path / "a.png", 300, 200)
    again = picture_of(file.path)
    assert again is not None
    assert again.width == 300


def test_a_picture_too_large_to_be_opened_whole_still_has_a_size(tmp_path: Path) -> None:
    """14,000 x 14,000 px are more than Pillow agrees to read."""
    path = tmp_path / "a.png"
    Image.new("1", (14_000, 14_000)).save(path)
    found = picture_of(path)
    assert found is not None
    assert (found.width, found.height) == (14_000, 14_000)
