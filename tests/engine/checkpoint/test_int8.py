from __future__ import annotations

from pathlib import Path

import pytest
import torch
from torch import nn

from engine.checkpoint.int8 import Int8Linear, shrink
from engine.checkpoint.loading import load
from tests.engine.checkpoint import tiny


def test_eight_bits_come_near_to_a_linear_layer() -> None:
    torch.manual_seed(0)
    linear = nn.Linear(256, 64)
    x = torch.randn(3, 5, 256)
    wanted = linear(x).detach()
    found = Int8Linear(linear)(x)
    assert found.shape == (3, 5, 64)
    assert float((found - wanted).norm() / wanted.norm()) < 0.02


def test_a_layer_of_zeros_stays_zero() -> None:
    linear = nn.Linear(8, 4, bias=False)
    nn.init.zeros_(linear.weight)
    assert Int8Linear(linear)(torch.ones(2, 8)).tolist() == [[0.0] * 4] * 2


@pytest.mark.parametrize("preset", tiny.BACKBONES)
def test_a_shrunk_network_keeps_its_scores_exact_and_the_rest_in_bytes(preset: str, tmp_path: Path) -> None:
    network = load(tiny.write(tmp_path, preset)).network
    shrink(network)
    kept = [name for name, module in network.named_modules() if isinstance(module, nn.Linear)]
    assert "decoder.scores" in kept
    assert not [name for name in kept if ".layers." in name]
