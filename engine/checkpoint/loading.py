"""From a checkpoint folder to a network in memory."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from safetensors import SafetensorError, safe_open

from engine.checkpoint.names import Weights, renamed
from engine.checkpoint.preset import Preset, read_preset
from engine.checkpoint.transformer import Transformer
from engine.checkpoint.vocabulary import Vocabulary
from engine.errors import EngineError
from engine.protocol import FailureKind

AGAIN = "Download the checkpoint again."


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


def load(folder: Path) -> Checkpoint:
    """Load `config.json`, `tokenizer.json` and the weights of a folder, on the CPU in float32.

    Raises:
        EngineError: input, naming the file and what is wrong with it.
    """
    config = read_config(folder / "config.json")
    vocabulary = Vocabulary.load(folder / "tokenizer.json")
    try:
        preset = read_preset(config, vocabulary)
        with torch.device("meta"):
            network = Transformer(config)
    except (KeyError, TypeError, ValueError, ZeroDivisionError) as error:
        raise EngineError(
            FailureKind.INPUT, f"{folder / 'config.json'} lacks or misstates {error}.", AGAIN
        ) from error
    _fill(network, renamed(read_weights(folder)), folder)
    return Checkpoint(folder, config, preset, network.eval())


def _fill(network: Transformer, weights: Weights, folder: Path) -> None:
    wanted = {name: tensor.shape for name, tensor in network.named_parameters()}
    lacking = sorted(wanted.keys() - weights.keys())
    if lacking:
        raise EngineError(
            FailureKind.INPUT,
            f"The weights in {folder} lack {lacking[0]} and {len(lacking) - 1} more.",
            AGAIN,
        )
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


def read_config(path: Path) -> dict[str, Any]:
    """A `config.json`.

    Raises:
        EngineError: input, when it is missing or not JSON of an object.
    """
    try:
        config = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise EngineError(
            FailureKind.INPUT,
            f"{path} is missing.",
            "A checkpoint folder holds config.json, model.safetensors and tokenizer.json.",
        ) from None
    except ValueError as error:
        raise EngineError(FailureKind.INPUT, f"{path} is not readable JSON ({error}).", AGAIN) from error
    if not isinstance(config, dict) or "backbone_config" not in config:
        raise EngineError(
            FailureKind.INPUT,
            f"{path} does not describe a mapping checkpoint.",
            "Use one of the checkpoints V29.1, V30, V31, V32 or V32-mini.",
        )
    return config


def read_weights(folder: Path) -> Weights:
    """All tensors of `model.safetensors` or of the shards its index names.

    Raises:
        EngineError: input, naming the file that is missing or broken.
    """
    index = folder / "model.safetensors.index.json"
    if index.exists():
        names = sorted(set(json.loads(index.read_text(encoding="utf-8"))["weight_map"].values()))
    else:
        names = ["model.safetensors"]
    weights: Weights = {}
    for name in names:
        path = folder / Path(name).name
        try:
            with safe_open(path, framework="pt") as file:
                weights.update((key, file.get_tensor(key)) for key in file.keys())  # noqa: SIM118 - no mapping
        except FileNotFoundError:
            raise EngineError(
                FailureKind.INPUT,
                f"{path} is missing.",
                "A checkpoint folder holds config.json, model.safetensors and tokenizer.json.",
            ) from None
        except (SafetensorError, OSError) as error:
            raise EngineError(
                FailureKind.INPUT, f"{path} is broken or cut short ({error}).", AGAIN
            ) from error
    return weights
