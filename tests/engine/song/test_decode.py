"""Every format starts where osu! starts it; what cannot be read is said."""

from __future__ import annotations

from pathlib import Path

import av
import numpy as np
import pytest
from av.audio.stream import AudioStream

from engine.errors import EngineError
from engine.protocol import FailureKind
from engine.song import Song
from engine.song.synthesis import encode

RATE = 44100

CLICK = RATE
"""Sample of the click in the encoded files."""

UNTAGGED_DELAY = 1105
"""Samples an mp3 without a gapless tag starts late, in osu! as here."""


def click() -> np.ndarray[tuple[int], np.dtype[np.float32]]:
    samples = np.zeros(2 * RATE, np.float32)
    samples[CLICK : CLICK + 64] = 0.9 * np.hanning(64)
    return samples


def click_at(path: Path) -> int:
    samples = Song.load(path).samples
    return int(np.abs(samples).argmax()) - 32


@pytest.mark.parametrize("suffix", [".wav", ".flac", ".mp3", ".ogg", ".opus", ".m4a"])
def test_a_click_lies_where_it_was_put(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"click{suffix}"
    encode(path, click())
    assert click_at(path) == pytest.approx(CLICK, abs=8)
    assert Song.load(path).warnings == ()


def test_an_mp3_without_its_tag_starts_late_as_in_the_game(tmp_path: Path) -> None:
    path = tmp_path / "click.mp3"
    encode(path, click())
    data = path.read_bytes()
    start = data.index(b"\xff\xfb", data.index(b"Xing") if b"Xing" in data else data.index(b"Info"))
    path.write_bytes(data[start:])
    assert click_at(path) == pytest.approx(CLICK + UNTAGGED_DELAY, abs=8)


def test_the_wanted_rate_is_given(tmp_path: Path) -> None:
    path = tmp_path / "click.flac"
    encode(path, click())
    song = Song.load(path, rate=16000)
    assert len(song.samples) == pytest.approx(32000, abs=64)
    assert song.samples.dtype == np.float32


@pytest.mark.parametrize(
    ("content", "message"),
    [(b"", "empty"), (b"no sound at all" * 100, "no audio file"), (b"\0" * 5000, "no audio file")],
)
def test_what_is_no_audio_is_named(tmp_path: Path, content: bytes, message: str) -> None:
    path = tmp_path / "song.mp3"
    path.write_bytes(content)
    with pytest.raises(EngineError, match=message) as caught:
        Song.load(path)
    assert caught.value.kind is FailureKind.INPUT
    assert "song.mp3" in str(caught.value)


def test_a_missing_song_is_named(tmp_path: Path) -> None:
    with pytest.raises(EngineError, match=r"none\.mp3 is missing"):
        Song.load(tmp_path / "none.mp3")


def test_a_mislabelled_file_is_read_with_a_warning(tmp_path: Path) -> None:
    encode(tmp_path / "click.flac", click())
    path = (tmp_path / "click.flac").rename(tmp_path / "click.mp3")
    song = Song.load(path)
    assert "click.mp3 is not mp3" in song.warnings[0]


@pytest.mark.parametrize("suffix", [".mp3", ".flac", ".ogg", ".opus", ".wav"])
def test_a_truncated_file_gives_what_it_has_and_a_warning(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"noise{suffix}"
    encode(path, np.random.default_rng(1).normal(0, 0.1, 10 * RATE).astype(np.float32))
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    song = Song.load(path)
    assert 3_000 < song.duration < 7_000
    assert path.name in song.warnings[0]


def noise(path: Path, seconds: int = 10) -> bytes:
    encode(path, np.random.default_rng(1).normal(0, 0.1, seconds * RATE).astype(np.float32))
    return path.read_bytes()


def untagged_mp3(path: Path, bit_rate: int, seconds: int) -> bytes:
    with av.open(str(path), "w") as container:
        stream = container.add_stream("libmp3lame", rate=RATE, layout="mono")
        assert isinstance(stream, AudioStream)
        stream.bit_rate = bit_rate
        samples = np.random.default_rng(1).normal(0, 0.1, (1, seconds * RATE)).astype(np.float32)
        frame = av.AudioFrame.from_ndarray(samples, format="fltp", layout="mono")
        frame.sample_rate = RATE
        container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    tagged = path.read_bytes()
    return tagged[tagged.index(b"\xff\xfb", tagged.index(b"Info")) :]


def test_a_wav_that_is_cut_to_a_third_says_how_much_is_missing(tmp_path: Path) -> None:
    path = tmp_path / "song.wav"
    whole = noise(path, 30)
    path.write_bytes(whole[: len(whole) // 3])
    says = "song.wav ends after 10.0 of 30.0 s: was it copied or downloaded whole?"
    assert Song.load(path).warnings == (says,)


@pytest.mark.parametrize("size", [0, 0x7FFFF000, 0x80000000, 0xFFFFFFFF])
def test_a_wav_that_was_streamed_does_not_know_its_length(tmp_path: Path, size: int) -> None:
    path = tmp_path / "song.wav"
    whole = noise(path)
    place = whole.index(b"data") + 4
    path.write_bytes(whole[:place] + size.to_bytes(4, "little") + whole[place + 4 :])
    assert Song.load(path).warnings == ()


def test_an_mp3_that_grows_loud_and_has_no_tag_is_whole(tmp_path: Path) -> None:
    """FFmpeg takes it to be ten times as long, from its first frames."""
    path = tmp_path / "song.mp3"
    content = untagged_mp3(path, 32_000, 20) + untagged_mp3(path, 320_000, 20)
    path.write_bytes(b"ID3\4\0\0\0\0\1\0" + b"\0" * 128 + content)
    assert Song.load(path).duration == pytest.approx(40_000, abs=100)
    assert Song.load(path).warnings == ()


def test_an_mp3_with_a_picture_in_front_that_is_cut_says_so(tmp_path: Path) -> None:
    path = tmp_path / "song.mp3"
    whole = b"ID3\4\0\0\0\0\x7f\0" + b"\0" * (127 << 7) + noise(path)
    path.write_bytes(whole[: len(whole) // 2])
    assert "was it copied or downloaded whole?" in Song.load(path).warnings[0]


def test_a_damaged_cache_is_made_anew(tmp_path: Path) -> None:
    path = tmp_path / "click.wav"
    encode(path, click())
    first = Song.load(path, cache=tmp_path / "cache").onsets
    stored = next((tmp_path / "cache").iterdir())
    np.testing.assert_array_equal(Song.load(path, cache=tmp_path / "cache").onsets.times, first.times)
    stored.write_bytes(b"broken")
    np.testing.assert_array_equal(Song.load(path, cache=tmp_path / "cache").onsets.times, first.times)
