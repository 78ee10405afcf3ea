"""Audio windows to the mel frames the encoder hears. The only room that imports torchaudio."""

from __future__ import annotations

import warnings
from typing import Any

import torch
from torch import Tensor, nn

from engine.errors import EngineError
from engine.protocol import FailureKind

try:
    from torchaudio.functional import melscale_fbanks
except (ImportError, OSError) as error:  # a torchaudio that does not fit torch fails to load its library
    raise EngineError(
        FailureKind.RESOURCE,
        f"The audio part of the model cannot be loaded ({error}).",
        "Install torch and torchaudio of the same kind: pip install --force-reinstall torch torchaudio",
    ) from error


class MelSpectrogram(nn.Module):
    """Power mel spectrogram with the parameters of a checkpoint's `config.json`.

    `torchaudio` there means the HTK mel scale without normalisation, `nnAudio` the Slaney scale with
    filters of equal area: the defaults of the two libraries the checkpoints were trained with.
    """

    window: Tensor
    filters: Tensor

    def __init__(self, config: dict[str, Any]) -> None:
        super().__init__()
        self.fft: int = config["n_fft"]
        self.hop: int = config["hop_length"]
        self.pad_mode: str = config["pad_mode"]
        self.log: bool = config["spectrogram_log_scale"]
        slaney = config["spectrogram_implementation"] == "nnAudio"
        with warnings.catch_warnings():  # more bands than the lowest frequencies can fill: so V29 was trained
            warnings.filterwarnings("ignore", message="At least one mel filterbank has all zero values")
            filters = melscale_fbanks(
                n_freqs=self.fft // 2 + 1,
                f_min=float(config["f_min"]),
                f_max=float(config["f_max"]),
                n_mels=config["n_mels"],
                sample_rate=config["sample_rate"],
                norm="slaney" if slaney else None,
                mel_scale="slaney" if slaney else "htk",
            )
        self.register_buffer("window", torch.hann_window(self.fft), persistent=False)
        self.register_buffer("filters", filters, persistent=False)

    def forward(self, samples: Tensor) -> Tensor:
        """Samples (windows, samples) to frames (windows, samples // hop + 1, mels), float32."""
        spectrum = torch.stft(
            samples,
            self.fft,
            self.hop,
            window=self.window,
            center=True,
            pad_mode=self.pad_mode,
            return_complex=True,
        )  # (windows, frequencies, frames)
        power = spectrum.real.square() + spectrum.imag.square()
        mel: Tensor = power.transpose(1, 2) @ self.filters  # (windows, frames, mels)
        return mel.log1p() if self.log else mel
