"""The loaded checkpoints of one folder: the one for all modes, and fine-tunes for single modes."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from engine.checkpoint.decoding import Answers
from engine.checkpoint.device import Device, choose
from engine.checkpoint.loading import Checkpoint, for_mode, load
from engine.checkpoint.packing import pack, shrink


class Speaker(NamedTuple):
    """A loaded checkpoint and what decodes with it."""

    checkpoint: Checkpoint
    answers: Answers


@dataclass
class Speakers:
    """Loads each checkpoint once and keeps it.

    Attributes:
        folder: of the checkpoint; fine-tunes are its subfolders.
        device: where all of them run.
        small: on the CPU weights of eight bits are used.
        lora: an adapter's folder, for those it was made for.
    """

    folder: Path
    device: Device
    small: bool = True
    lora: Path | None = None
    _loaded: dict[Path, Speaker] = field(init=False, default_factory=dict)

    @property
    def base(self) -> Speaker:
        """The checkpoint for all modes; it also says the timing of each."""
        return self._speaker(self.folder)

    def for_mode(self, mode: int) -> Speaker:
        """The checkpoint for a game mode."""
        return self._speaker(for_mode(self.folder, mode))

    def move_to_cpu(self) -> None:
        """Let go of the device and load anew where there is more memory."""
        self._loaded.clear()
        self.device = choose("cpu")

    def _speaker(self, folder: Path) -> Speaker:
        if folder not in self._loaded:
            checkpoint = self._load(folder)
            answers = Answers(checkpoint.network.decoder, checkpoint.preset.tokens)
            self._loaded[folder] = Speaker(checkpoint, answers)
        return self._loaded[folder]

    def _load(self, folder: Path) -> Checkpoint:
        checkpoint, device = load(folder, self.lora), self.device
        checkpoint.network.to(device=device.name)
        for part in (checkpoint.network.encoder, checkpoint.network.decoder):
            part.to(dtype=device.precision)
        if device.name == "cpu":
            (shrink if self.small else pack)(checkpoint.network)
        return checkpoint
