"""The tensors of a checkpoint folder, read so that a file can do no harm.

safetensors first; the pickles of older training runs through torch's unpickler that allows tensors and
plain containers only.
"""

from __future__ import annotations

import json
import pickle
import warnings
from pathlib import Path
from typing import Any

import torch
from safetensors import SafetensorError, safe_open
from torch import Tensor

from engine.errors import EngineError
from engine.protocol import FailureKind

Weights = dict[str, Tensor]

AGAIN = "Download the checkpoint again."
NEEDED = "A checkpoint folder holds config.json, model.safetensors and tokenizer.json."
KNOWN = "Use one of the checkpoints V29.1, V30, V31, V32 or V32-mini."
PICKLE = "pytorch_model.bin"


def read_weights(folder: Path) -> Weights:
    """All tensors of `model.safetensors`, of its shards, or of `pytorch_model.bin`.

    Raises:
        EngineError: input, naming the file that is missing, broken or hostile.
    """
    index = folder / "model.safetensors.index.json"
    whole, old = folder / "model.safetensors", folder / PICKLE
    if index.exists():
        try:
            names = sorted(set(json.loads(index.read_text(encoding="utf-8"))["weight_map"].values()))
        except (ValueError, KeyError, AttributeError) as error:
            raise EngineError(FailureKind.INPUT, f"{index} names no files ({error}).", AGAIN) from error
        weights: Weights = {}
        for name in names:
            weights |= read_safetensors(folder / Path(name).name)
        return weights
    if old.exists() and not whole.exists():
        weights = read_pickle(old)
        if not all(isinstance(tensor, Tensor) for tensor in weights.values()):
            raise EngineError(FailureKind.INPUT, f"{old} holds more than tensors.", AGAIN)
        return weights
    return read_safetensors(whole)


def read_safetensors(path: Path) -> Weights:
    """The tensors of one file.

    Raises:
        EngineError: input, when it is missing or broken.
    """
    try:
        with safe_open(path, framework="pt") as file:
            return {key: file.get_tensor(key) for key in file.keys()}  # noqa: SIM118 - no mapping
    except FileNotFoundError:
        raise EngineError(FailureKind.INPUT, f"{path} is missing.", NEEDED) from None
    except (SafetensorError, OSError) as error:
        raise EngineError(FailureKind.INPUT, f"{path} is broken or cut short ({error}).", AGAIN) from error


def read_pickle(path: Path) -> dict[str, Any]:
    """A pickle of tensors and plain containers.

    Raises:
        EngineError: input, when it is missing or broken, or wants to run anything.
    """
    try:
        with warnings.catch_warnings():  # whatever the protocol: it is read or refused
            warnings.filterwarnings("ignore", message="Detected pickle protocol")
            content = torch.load(path, map_location="cpu", weights_only=True)
    except FileNotFoundError:
        raise EngineError(FailureKind.INPUT, f"{path} is missing.", NEEDED) from None
    except pickle.UnpicklingError as error:
        raise EngineError(
            FailureKind.INPUT,
            f"{path} wants to run code or is no pickle of tensors; it was not read.",
            "Use a checkpoint in the safetensors format.",
        ) from error
    except (RuntimeError, EOFError, OSError, ValueError) as error:
        raise EngineError(FailureKind.INPUT, f"{path} is broken or cut short ({error}).", AGAIN) from error
    if not isinstance(content, dict):
        raise EngineError(FailureKind.INPUT, f"{path} holds no named tensors.", AGAIN)
    return content
