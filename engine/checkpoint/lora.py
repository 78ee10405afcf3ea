"""Low-rank adapters (PEFT folders), merged into the weights they were trained for."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import torch
from torch import Tensor

from engine.checkpoint.weights import Weights, read_safetensors
from engine.errors import EngineError
from engine.protocol import FailureKind

NAMED = re.compile(r"^(?:base_model\.model\.)?(.+)\.lora_(A|B)(?:\.default)?\.weight$")
METADATA = "mapperatorinator_lora_metadata.json"


def fits(folder: Path, subfolder: str) -> bool:
    """Whether an adapter was made for a checkpoint's subfolder (`""`: the checkpoint itself)."""
    path = folder / METADATA
    if not path.exists():
        return True
    subfolders = _json(path).get("ckpt_subfolders")
    return subfolders is None or subfolder in subfolders


def merge(weights: Weights, folder: Path) -> None:
    """Add an adapter to the weights of a checkpoint, under their published names.

    Raises:
        EngineError: input, when it is broken or made for another network.
    """
    config = _json(folder / "adapter_config.json")
    parts: dict[str, dict[str, Tensor]] = {}
    for key, tensor in read_safetensors(folder / "adapter_model.safetensors").items():
        if (named := NAMED.match(key)) is not None:
            parts.setdefault(f"{named[1]}.weight", {})[named[2]] = tensor.float()
    try:
        rank, alpha = int(config["r"]), float(config["lora_alpha"])
        scale = alpha / rank**0.5 if config.get("use_rslora") else alpha / rank
        for name, factors in parts.items():
            weight = weights[name].float()
            if str(config.get("init_lora_weights", "")).startswith("pissa"):
                weight = weight - _principal(weight, rank)
            weights[name] = weight + scale * factors["B"] @ factors["A"]
    except (KeyError, TypeError, ValueError, RuntimeError) as error:
        raise EngineError(
            FailureKind.INPUT,
            f"The adapter in {folder} does not fit this checkpoint ({error}).",
            "Use it with the checkpoint it was trained on.",
        ) from error


def _principal(weight: Tensor, rank: int) -> Tensor:
    """What training with PiSSA took out of a weight: its `rank` largest singular directions."""
    u, s, v = torch.linalg.svd(weight, full_matrices=False)
    result: Tensor = u[:, :rank] * s[:rank] @ v[:rank]
    return result


def _json(path: Path) -> dict[str, Any]:
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise EngineError(
            FailureKind.INPUT,
            f"{path} is missing.",
            "An adapter folder holds adapter_config.json and adapter_model.safetensors.",
        ) from None
    except ValueError as error:
        raise EngineError(FailureKind.INPUT, f"{path} is not readable JSON ({error}).") from error
    if not isinstance(content, dict):
        raise EngineError(FailureKind.INPUT, f"{path} is not readable JSON (an object is needed).")
    return content
