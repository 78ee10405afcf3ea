from __future__ import annotations

import numpy as np
import pytest
import torch

from engine.checkpoint.spectrogram import MelSpectrogram
from tests.engine.checkpoint.golden import PRESETS, arrays, checkpoint, worst


def test_a_tone_sounds_in_the_band_of_its_frequency() -> None:
    config = {
        "n_fft": 1024,
        "hop_length": 128,
        "pad_mode": "reflect",
        "spectrogram_log_scale": True,
        "spectrogram_implementation": "torchaudio",
        "f_min": 20,
        "f_max": 8000,
        "n_mels": 80,
        "sample_rate": 16000,
    }
    time = torch.arange(16000) / 16000
    frames = MelSpectrogram(config)(torch.sin(2 * torch.pi * 1000 * time)[None])
    assert frames.shape == (1, 126, 80)
    # 1000 Hz is 1000 mel, by definition; 81 steps from 31.7 (20 Hz) to 2840 (8000 Hz)
    assert int(frames[0, 60].argmax()) == 27


@pytest.mark.parametrize("preset", PRESETS)
def test_features_are_the_published_ones(preset: str) -> None:
    golden, network = arrays(preset, "mel"), checkpoint(preset).network
    found = network.spectrogram(torch.from_numpy(golden["audio_head"])[None]).numpy()
    inside = 360  # the head's end is silence for us, song for the golden values
    wanted = golden["features"][:, :inside]
    worst(found[:, :inside], wanted, f"{preset} mel features", 1e-5 * max(1.0, float(np.abs(wanted).max())))
