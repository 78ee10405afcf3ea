"""What the files of a set are: headers of songs, samples, pictures and videos, opened once per content."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

import av
import av.error
import numpy as np
from numpy.typing import NDArray
from PIL import Image

T = TypeVar("T")

LONGEST_SAMPLE = 10.0
"""Seconds of a sample that are listened to."""

REMEMBERED = 512
"""Files."""

BROKEN = (av.error.FFmpegError, ValueError, IndexError, OSError, EOFError)
"""What opening a file that is not what its name says can raise."""


@dataclass(frozen=True)
class Audio:
    """A file with sound.

    Attributes:
        format: of the container: mp3, ogg, wav, mov ...
        codec: mp3, vorbis, pcm_s16le ...
        duration: ms; 0 where it does not say.
        bitrate: average, kbps; 0 where it does not say.
    """

    format: str
    codec: str
    duration: float
    bitrate: float


@dataclass(frozen=True)
class Picture:
    """A still or moving picture.

    Attributes:
        width: px.
        height: px.
        has_sound: a video with an audio track.
    """

    width: int
    height: int
    has_sound: bool = False


@dataclass(frozen=True)
class Samples:
    """A decoded hitsound.

    Attributes:
        values: shape (samples, channels), -1 to 1.
        rate: Hz.
    """

    values: NDArray[np.float32]
    rate: int

    @property
    def duration(self) -> float:
        """Ms."""
        return 1000.0 * len(self.values) / self.rate


def audio_of(path: Path | None) -> Audio | None:
    """The header of a file with sound; none: it cannot be read as such from here."""
    return _asked(_audio, path)


def picture_of(path: Path | None) -> Picture | None:
    """The size of a picture; none: it cannot be read as such from here."""
    return _asked(_picture, path)


def video_of(path: Path | None) -> Picture | None:
    """Size and sound of a video; none: it cannot be read as such from here."""
    return _asked(_video, path)


def samples_of(path: Path | None) -> Samples | None:
    """A hitsound decoded; none: it cannot be read as such from here."""
    return _asked(_samples, path)


def _asked(read: Callable[[Path, int, int], T | None], path: Path | None) -> T | None:
    if path is None:
        return None
    try:
        state = path.stat()
        return read(path, state.st_mtime_ns, state.st_size) if state.st_size else None
    except BROKEN:
        return None


@lru_cache(maxsize=REMEMBERED)
def _audio(path: Path, _changed: int, size: int) -> Audio | None:
    with av.open(str(path)) as container:
        if not container.streams.audio:
            return None
        stream = container.streams.audio[0]
        duration = (container.duration or 0) / 1000.0
        # a picture inside an mp3 is no sound: the stream's own rate; elsewhere that is only nominal
        own = stream.codec_context.bit_rate if container.format.name == "mp3" else None
        bits = own or (8.0 * size / (duration / 1000.0) if duration > 0 else 0.0)
        return Audio(container.format.name, stream.codec_context.name, duration, bits / 1000.0)


@lru_cache(maxsize=REMEMBERED)
def _picture(path: Path, changed: int, size: int) -> Picture | None:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # only the header is read
            with Image.open(path) as image:
                return Picture(*image.size)
    except Image.DecompressionBombError:
        return _video(path, changed, size)  # which has no such limit


@lru_cache(maxsize=REMEMBERED)
def _video(path: Path, _changed: int, _size: int) -> Picture | None:
    with av.open(str(path)) as container:
        if not container.streams.video:
            return None
        stream = container.streams.video[0]
        return Picture(stream.width, stream.height, bool(container.streams.audio))


@lru_cache(maxsize=REMEMBERED)
def _samples(path: Path, _changed: int, _size: int) -> Samples | None:
    parts: list[NDArray[np.float32]] = []
    with av.open(str(path)) as container:
        if not container.streams.audio:
            return None
        stream = container.streams.audio[0]
        rate = stream.rate or 44100
        resampler = av.AudioResampler(format="fltp", rate=rate)
        left = int(LONGEST_SAMPLE * rate)
        for frame in container.decode(stream):
            for part in resampler.resample(frame):
                parts.append(part.to_ndarray().T.astype(np.float32))
                left -= part.samples
            if left <= 0:
                break
    if not parts:
        return None
    return Samples(np.concatenate(parts), rate)
