"""Sounds, pictures and videos written for tests."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from av.audio.stream import AudioStream
from av.video.stream import VideoStream
from numpy.typing import NDArray
from PIL import Image

from engine.modding import SetFile
from tests.engine.modding.subjects import on_disk

RATE = 44_100
"""Hz."""


def sound(path: Path, values: NDArray[np.float64], codec: str = "pcm_s16le", kbps: int = 128) -> SetFile:
    """A sound of these samples, shape (n,) or (n, 2), -1 to 1; the container is the one its name says."""
    stereo = np.stack([values, values], 1) if values.ndim == 1 else values
    with av.open(str(path), "w") as container:
        stream = container.add_stream(codec, rate=RATE, options={"strict": "experimental"})
        assert isinstance(stream, AudioStream)
        stream.layout = "stereo"
        if codec != "pcm_s16le":
            stream.bit_rate = kbps * 1000
        samples = np.ascontiguousarray((stereo * 32767).astype(np.int16).reshape(1, -1))
        frame = av.AudioFrame.from_ndarray(samples, format="s16", layout="stereo")
        frame.rate = RATE
        resampler = av.AudioResampler(format=stream.format.name, layout="stereo", rate=RATE)
        fifo = av.AudioFifo()
        for part in resampler.resample(frame):
            fifo.write(part)
        size = stream.codec_context.frame_size or len(stereo)
        while (piece := fifo.read(size, partial=True)) is not None:
            container.mux(stream.encode(piece))
        container.mux(stream.encode(None))
    return on_disk(path)


def click(silence: float = 0.0, length: float = 100.0) -> NDArray[np.float64]:
    """A sound that starts at its loudest after `silence` ms and dies away over `length` ms."""
    before = np.zeros(round(silence * RATE / 1000))
    time = np.arange(round(length * RATE / 1000)) / RATE
    return np.concatenate([before, 0.8 * np.cos(2 * np.pi * 880 * time) * np.exp(-time * 40)])


def noise(seconds: float) -> NDArray[np.float64]:
    """Noise that compresses badly, so that a bit rate is kept."""
    return np.random.default_rng(1).uniform(-0.5, 0.5, round(seconds * RATE))


def picture(path: Path, width: int, height: int) -> SetFile:
    """A grey picture."""
    Image.new("L", (width, height), 128).save(path)
    return on_disk(path)


def video(path: Path, width: int, height: int, *, with_sound: bool = False) -> SetFile:
    """A video of three black frames."""
    with av.open(str(path), "w") as container:
        stream = container.add_stream("mpeg4", rate=25)
        assert isinstance(stream, VideoStream)
        stream.width, stream.height, stream.pix_fmt = width, height, "yuv420p"
        sounds = container.add_stream("mp2", rate=RATE) if with_sound else None
        for i in range(3):
            frame = av.VideoFrame.from_ndarray(np.zeros((height * 3 // 2, width), np.uint8), format="yuv420p")
            frame.pts, frame.time_base = i, Fraction(1, 25)
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
        if isinstance(sounds, AudioStream):
            size = sounds.codec_context.frame_size
            silence = av.AudioFrame.from_ndarray(np.zeros((1, 2 * size), np.int16), "s16", "stereo")
            silence.rate = RATE
            container.mux(sounds.encode(silence))
            container.mux(sounds.encode(None))
    return on_disk(path)
