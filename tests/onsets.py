"""Onsets spelled out, for tests that need no sound."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from engine.song import BANDS, Onsets


def onsets_at(
    times: Sequence[float], bands: Sequence[float], strength: float = 0.8, length: float = 120_000
) -> Onsets:
    """Notes at these times (ms), each with these shares of the bands, and nothing else."""
    frames = int(length / 2)
    return Onsets(
        times=np.array(times, np.float64),
        strength=np.full(len(times), strength),
        bands=np.tile(np.array(bands), (len(times), 1)),
        envelope=np.zeros(frames),
        flux=np.zeros((frames, len(BANDS)), np.float32),
        bright=np.zeros(frames, np.float32),
        loudness=np.full(frames, 0.5),
        frame=2.0,
        clarity=1.0,
    )
