"""From a checkpoint folder to a network in memory."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch

from engine.checkpoint import lora as adapters
from engine.checkpoint.names import renamed
from engine.checkpoint.preset import Preset, read_preset
from engine.checkpoint.transformer import Transformer
from engine.checkpoint.vocabulary import Vocabulary
from engine.checkpoint.weights import AGAIN, KNOWN, NEEDED, PICKLE, Weights, read_pickle, read_weights
from engine.errors import EngineError
from engine.protocol import FailureKind

OLD_VOCABULARY = "custom_checkpoint_0.pkl"
"""Where training runs kept the vocabulary beside `pytorch_model.bin`."""


@dataclass(frozen=True)
class Checkpoint:
    """A loaded checkpoint.

    Attributes:
        folder: where its files lie.
        config: its `config.json`.
    """

    folder: Path
    config: dict[str, Any]
    preset: Preset
    network: Transformer

    @property
    def vocabulary(self) -> Vocabulary:
        """Its token ids."""
        return self.preset.vocabulary


def for_mode(folder: Path, mode: int) -> Path:
    """The subfolder with the fine-tune for a game mode, if there is one; else the folder."""
    tuned = folder / f"gamemode={mode}"
    return tuned if (tuned / "config.json").exists() else folder


def load(folder: Path, lora: Path | None = None) -> Checkpoint:
    """Load `config.json`, the vocabulary and the weights of a folder, on the CPU in float32.

    An adapter is left out when it says that it was made for other subfolders.

    Raises:
        EngineError: input, naming the file and what is wrong with it.
    """
    config = read_config(folder / "config.json")
    vocabulary = _vocabulary(folder)
    try:
        preset = read_preset(config, vocabulary)
        with torch.device("meta"):
            network = Transformer(config)
    except (KeyError, TypeError, ValueError, ZeroDivisionError, RuntimeError) as error:
        raise EngineError(
            FailureKind.INPUT, f"{folder / 'config.json'} lacks or misstates {error}.", AGAIN
        ) from error
    weights = read_weights(folder)
    if lora is not None and adapters.fits(lora, folder.name if folder.name.startswith("gamemode=") else ""):
        adapters.merge(weights, lora)
    _fill(network, renamed(weights), folder)
    return Checkpoint(folder, config, preset, network.eval())


def read_config(path: Path) -> dict[str, Any]:
    """A `config.json`.

    Raises:
        EngineError: input, when it is missing or describes no mapping checkpoint.
    """
    try:
        config = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise EngineError(FailureKind.INPUT, f"{path} is missing.", NEEDED) from None
    except ValueError as error:
        raise EngineError(FailureKind.INPUT, f"{path} is not readable JSON ({error}).", AGAIN) from error
    if not isinstance(config, dict) or "backbone_config" not in config:
        raise EngineError(
            FailureKind.INPUT,
            f"{path} does not describe a mapping checkpoint.",
            KNOWN,
        )
    return config


def _vocabulary(folder: Path) -> Vocabulary:
    old = folder / OLD_VOCABULARY
    if old.exists() and not (folder / "tokenizer.json").exists() and (folder / PICKLE).exists():
        try:
            return Vocabulary.from_dict(read_pickle(old))
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise EngineError(
                FailureKind.INPUT, f"{old} is not the vocabulary of a mapping checkpoint ({error}).", AGAIN
            ) from error
    return Vocabulary.load(folder / "tokenizer.json")


def _fill(network: Transformer, weights: Weights, folder: Path) -> None:
    wanted = {name: tensor.shape for name, tensor in network.named_parameters()}
    lacking = sorted(wanted.keys() - weights.keys())
    if lacking:
        more = f" and {len(lacking) - 1} more" if len(lacking) > 1 else ""
        raise EngineError(FailureKind.INPUT, f"The weights in {folder} lack {lacking[0]}{more}.", AGAIN)
    for name, shape in wanted.items():
        if weights[name].shape != shape:
            raise EngineError(
                FailureKind.INPUT,
                f"{name} in {folder} has the shape {tuple(weights[name].shape)},"
                f" config.json asks for {tuple(shape)}.",
                AGAIN,
            )
    network.load_state_dict({name: weights[name].float() for name in wanted}, strict=False, assign=True)
    network.requires_grad_(requires_grad=False)
