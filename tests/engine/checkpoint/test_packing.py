from __future__ import annotations

from pathlib import Path

import pytest
import torch
from torch import nn

from engine.checkpoint.loading import load
from engine.checkpoint.packing import Int8Linear, PackedLinear, has_onednn, pack, shrink
from tests.engine.checkpoint import tiny


def test_eight_bits_come_near_to_a_linear_layer() -> None:
    torch.manual_seed(0)
    linear = nn.Linear(256, 64)
    x = torch.randn(3, 5, 256)
    wanted = linear(x).detach()
    found = Int8Linear(linear)(x)
    assert found.shape == (3, 5, 64)
    assert float((found - wanted).norm() / wanted.norm()) < 0.025  # seven bits of input without VNNI: 0.018


def test_a_layer_of_zeros_stays_zero() -> None:
    linear = nn.Linear(8, 4, bias=False)
    nn.init.zeros_(linear.weight)
    assert Int8Linear(linear)(torch.ones(2, 8)).tolist() == [[0.0] * 4] * 2


@pytest.mark.parametrize("preset", tiny.BACKBONES)
def test_a_shrunk_network_keeps_its_scores_exact_and_the_rest_in_bytes(preset: str, tmp_path: Path) -> None:
    network = load(tiny.write(tmp_path, preset)).network
    shrink(network)
    in_bytes = {name for name, module in network.named_modules() if isinstance(module, Int8Linear)}
    assert "decoder.scores" not in in_bytes
    assert {
        f"decoder.layers.1.{part}" for part in ("attention.qkv", "cross.kv", "feed_forward.up")
    } <= in_bytes
    assert not [
        n for n, module in network.named_modules() if isinstance(module, nn.Linear) and ".layers." in n
    ]


@pytest.mark.skipif(not has_onednn(), reason="this torch has no oneDNN")
@pytest.mark.parametrize("bias", [True, False])
def test_a_packed_layer_gives_what_it_gave(bias: bool) -> None:
    linear = nn.Linear(48, 32, bias=bias)
    x = torch.randn(2, 7, 48, generator=torch.Generator().manual_seed(0))
    torch.testing.assert_close(PackedLinear(linear)(x), linear(x).detach())


def test_a_packed_network_gives_the_scores_it_gave(tmp_path: Path) -> None:
    folder = tiny.write(tmp_path, "v32")
    plain, packed = load(folder).network, load(folder).network
    pack(packed)
    samples = torch.randn(1, 79 * 128, generator=torch.Generator().manual_seed(0))
    ids = torch.arange(3, 23)[None]
    scores = []
    for network in (plain, packed):
        memory = network.decoder.remember(network.encode(samples))
        scores.append(network.decoder(ids, network.decoder.caches(1, 20), memory, last_only=False))
    torch.testing.assert_close(scores[0], scores[1])
