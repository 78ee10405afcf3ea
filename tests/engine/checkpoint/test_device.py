"""On what the network is computed, and why not on something faster."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
import torch

from engine.checkpoint.device import choose


@pytest.fixture
def no_gpu(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(torch.version, "cuda", None)
    monkeypatch.setattr(torch.backends.mps, "is_available", lambda: False)
    monkeypatch.setattr(Path, "exists", lambda _: False)


@pytest.mark.usefixtures("no_gpu")
@pytest.mark.parametrize("tool", [None, r"C:\Windows\System32\nvidia-smi.exe"])
def test_a_card_that_this_torch_cannot_use_is_told_of_where_there_is_one(
    monkeypatch: pytest.MonkeyPatch, tool: str | None
) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: tool)
    device = choose()
    assert (device.name, device.precision) == ("cpu", torch.float32)
    assert ("built without CUDA" in device.problem) == (tool is not None)
    assert device.said.startswith("The model runs on the CPU.")


@pytest.mark.usefixtures("no_gpu")
def test_a_wanted_device_that_is_not_there_is_told_of_in_any_case() -> None:
    assert choose("quantum").problem == "There is no device 'quantum'."
    assert choose("mps").problem == "There is no Apple GPU that torch can use."
    assert choose("cpu").problem == ""
