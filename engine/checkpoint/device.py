"""Where the network runs, and in which precision."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

import torch


@dataclass(frozen=True)
class Device:
    """A device with the precision it computes in.

    Attributes:
        name: as torch calls it: `cuda`, `mps`, `cpu`.
        precision: of weights and activations.
        said: for the mapper: what is used, and why not something faster.
        problem: why not something faster, where that could be mended.
    """

    name: str
    precision: torch.dtype
    said: str
    problem: str = ""


def choose(wanted: str | None = None) -> Device:
    """The wanted device if it works, else the fastest that does."""
    problem = ""
    for name in [wanted] if wanted else ["cuda", "mps"]:
        if name in {None, "cpu"}:
            continue
        reason = _unusable(str(name))
        if reason is None:
            device = torch.device(str(name))
            label = torch.cuda.get_device_name(device) if device.type == "cuda" else device.type.upper()
            precision = torch.bfloat16 if device.type == "cuda" else torch.float32
            return Device(str(name), precision, f"The model runs on {label}.")
        if reason and (wanted or _present(str(name))):
            problem = f" {reason}"
    return Device("cpu", torch.float32, f"The model runs on the CPU.{problem}", problem.strip())


def _unusable(name: str) -> str | None:
    """Why a device cannot be used; None when it can."""
    if name == "mps":
        return None if torch.backends.mps.is_available() else "There is no Apple GPU that torch can use."
    if name.startswith("cuda"):
        if torch.version.cuda is None:
            return "A GPU is not used because this torch was built without CUDA: install its CUDA build."
        if not torch.cuda.is_available():
            return "A GPU is not used because torch finds none: is the driver new enough?"
        return None
    return f"There is no device '{name}'."


def _present(name: str) -> bool:
    """Whether the machine has such a device at all, working or not."""
    if name != "cuda":
        return False
    # the driver brings its tool along on Windows as well
    return Path("/proc/driver/nvidia/version").exists() or shutil.which("nvidia-smi") is not None
