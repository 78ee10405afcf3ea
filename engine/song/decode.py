"""Any audio file to mono samples, without a system ffmpeg, starting where osu! starts it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import av
import av.error
import numpy as np
from numpy.typing import NDArray

from engine.errors import EngineError
from engine.protocol import FailureKind
from engine.song.wholeness import cut_short

Samples = NDArray[np.float32]

START_CORRECTION = {"mp3": 0, "vorbis": 0, "opus": 0, "flac": 0, "pcm": 0, "aac": 0}
"""Samples of the file's own rate to cut at the start so that time 0 is osu!'s, by codec.

All are 0: the decoder follows the gapless tag of an mp3 as osu! does, and an mp3 without a tag starts
1105 samples late in both. Measured on files encoded with a click at a known sample.
"""

FORMATS = {".mp3": "mp3", ".ogg": "ogg", ".opus": "ogg", ".wav": "wav", ".flac": "flac", ".m4a": "mov"}
"""What a file name promises, in FFmpeg's names."""

SHORTEST = 0.1
"""Seconds; less is no song."""


@dataclass(frozen=True)
class Decoded:
    """A decoded file.

    Attributes:
        samples: mono, float32, -1 to 1.
        rate: Hz.
        tags: title, artist ... as the file says, keys in lower case.
        warnings: sentences about a readable but odd file.
    """

    samples: Samples
    rate: int
    tags: dict[str, str]
    warnings: tuple[str, ...]


def decode(path: Path, rate: int | None) -> Decoded:
    """Decode a file to mono at `rate` Hz; none: the file's own rate.

    Raises:
        EngineError: it is missing, empty, no audio, or broken from the start.
    """
    if not path.is_file():
        raise EngineError(FailureKind.INPUT, f"The song {path.name} is missing.", "Is AudioFilename right?")
    if path.stat().st_size == 0:
        raise EngineError(FailureKind.INPUT, f"The song {path.name} is empty (0 bytes).", "Copy it again.")
    try:
        return _decode(path, rate)
    except (av.error.FFmpegError, ValueError, IndexError) as error:
        hint = "Does it play in the game? Try to convert it to mp3 or ogg again."
        raise EngineError(
            FailureKind.INPUT, f"{path.name} is no audio file that can be read.", hint
        ) from error


def _decode(path: Path, wanted: int | None) -> Decoded:
    warnings: list[str] = []
    parts: list[Samples] = []
    with av.open(str(path)) as container:
        if not container.streams.audio:
            raise EngineError(FailureKind.INPUT, f"There is no sound in {path.name}.", "Choose another file.")
        promised, formats = FORMATS.get(path.suffix.lower()), container.format.name
        if promised is not None and promised not in formats:
            warnings.append(f"{path.name} is not {promised} as its name says but {formats}.")
        stream = container.streams.audio[0]
        rate = wanted or stream.rate
        tags = {key.lower(): value for key, value in {**container.metadata, **stream.metadata}.items()}
        late = round(START_CORRECTION.get(stream.codec_context.name.split("_")[0], 0) * rate / stream.rate)
        resampler = av.AudioResampler(format="fltp", layout="mono", rate=rate)
        broken = False
        try:
            for frame in container.decode(stream):
                parts += [out.to_ndarray()[0] for out in resampler.resample(frame)]
        except av.error.FFmpegError:
            broken = True
        if parts:
            parts += [out.to_ndarray()[0] for out in resampler.resample(None)]
        promised_seconds = (
            float(stream.duration * stream.time_base) if stream.duration and stream.time_base else 0.0
        )
    samples = np.concatenate(parts)[late:] if parts else np.zeros(0, np.float32)
    if len(samples) < SHORTEST * rate:
        raise EngineError(FailureKind.INPUT, f"{path.name} has no sound that can be read.", "Copy it again.")
    if broken:
        warnings.append(f"{path.name} is damaged after {len(samples) / rate:.1f} s; the rest was left out.")
    elif cut := cut_short(path, formats, promised_seconds, len(samples) / rate):
        warnings.append(cut)
    return Decoded(np.ascontiguousarray(samples, np.float32), rate, tags, tuple(warnings))
