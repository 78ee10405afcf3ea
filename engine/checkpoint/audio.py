"""A song as the checkpoints hear it: 16 kHz, one channel, as loud as it goes; and its windows."""

from __future__ import annotations

from dataclasses import dataclass
from math import gcd

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from engine.checkpoint.preset import Preset
from engine.checkpoint.rules import Sampling
from engine.song import Samples, Song


def heard(song: Song, rate: int) -> Samples:
    """Samples at `rate` Hz, the loudest of them 1.

    Resampled by linear interpolation of 16 bit samples, as the audio was that the published inference
    feeds the checkpoints: bit for bit, when the song comes at the rate of its file.
    """
    whole = np.round(song.samples.astype(np.float64) * 32768).clip(-32768, 32767).astype(np.int64)
    samples = (whole if song.rate == rate else _linear(whole, song.rate, rate)).astype(np.float32)
    peak = np.abs(samples).max(initial=0.0)
    return samples / peak if peak > 0 else samples


def _linear(samples: NDArray[np.int64], rate: int, wanted: int) -> NDArray[np.int64]:
    """16 bit samples between their neighbours, in the fixed point arithmetic of the standard `audioop`."""
    common = gcd(rate, wanted)
    step, parts = rate // common, wanted // common
    count = max(0, (len(samples) - 1) * parts // step + 1) if len(samples) else 0
    place = np.arange(count, dtype=np.int64) * step  # in parts of one input sample
    after = -(-place // parts)
    back = after * parts - place
    before = samples[np.maximum(after - 1, 0)] * back
    mixed = (before + samples[after] * (parts - back)) * 65536
    # division towards zero, then the upper 16 of 32 bits
    result: NDArray[np.int64] = np.sign(mixed) * (np.abs(mixed) // parts) >> 16
    return result


@dataclass(frozen=True)
class Window:
    """A stretch of the song that is encoded at once.

    Attributes:
        index: its place among the windows that are used.
        start: ms.
        samples: (samples,) float32.
        first, last: whether nothing comes before, or after.
    """

    index: int
    start: int
    samples: Tensor
    first: bool
    last: bool


def windows(
    samples: Samples,
    preset: Preset,
    sampling: Sampling,
    start: float | None = None,
    end: float | None = None,
) -> list[Window]:
    """The windows of a song, the last padded with silence.

    Windows that would make nothing between `start` and `end` (ms) are left out, but never all.
    """
    size = preset.samples
    stride = int(size * (1 - sampling.lookback - sampling.lookahead))
    stride_ms = stride * 1000 / preset.sample_rate
    short = size - len(samples) if len(samples) < size else -(len(samples) - size) % stride
    padded = torch.from_numpy(np.pad(samples, (0, short)))
    count = (len(padded) - size) // stride + 1
    # single precision, like the published inference: a start that falls on a whole ms must stay there
    starts = torch.arange(0, count * stride_ms, stride_ms).to(torch.int32)[:count].tolist()

    used = range(count)
    if start is not None:
        reach = start - (1 - sampling.lookahead) * preset.window_ms
        used = range(min(sum(t <= reach for t in starts), count - 1), count)
    if end is not None:
        reach = end - sampling.lookback * preset.window_ms
        used = range(used.start, max(sum(t < reach for t in starts), used.start + 1))
    return [
        Window(
            index=place,
            start=starts[index],
            samples=padded[index * stride : index * stride + size],
            first=place == 0,
            last=place == len(used) - 1,
        )
        for place, index in enumerate(used)
    ]
