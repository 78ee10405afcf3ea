from __future__ import annotations

from pathlib import Path

import pytest
import torch
from torch import nn

from engine.checkpoint.loading import load
from engine.checkpoint.packing import Int8Linear, PackedLinear, has_onednn, has_vnni, pack, shrink
from tests.engine.checkpoint import tiny


def test_eight_bits_come_near_to_a_linear_layer() -> None:
    torch.manual_seed(0)
    linear = nn.Linear(256, 64)
    x = torch.randn(3, 5, 256)
    assert Int8Linear(linear)(x).shape == (3, 5, 64)
    assert error(linear, x) < 0.025  # seven bits of input without VNNI: 0.018


def error(linear: nn.Linear, x: torch.Tensor) -> float:
    """Of the eight-bit layer against the whole one, as a share."""
    wanted = linear(x).detach()
    return float((Int8Linear(linear)(x) - wanted).norm() / wanted.norm())


@pytest.mark.skipif(has_vnni(), reason="all eight bits of an input count here")
def test_while_decoding_only_the_weights_are_rounded() -> None:
    torch.manual_seed(0)
    linear = nn.Linear(256, 64)
    rounded = nn.Linear(256, 64)
    scales = linear.weight.detach().abs().amax(dim=1, keepdim=True) / 127
    rounded.load_state_dict({"weight": (linear.weight / scales).round() * scales, "bias": linear.bias})
    x = torch.randn(1, 1, 256)
    torch.testing.assert_close(Int8Linear(linear)(x), rounded(x).detach(), rtol=0, atol=2e-4)
    assert error(linear, x) < 0.5 * error(linear, x.expand(1, 9, 256))


def test_a_loud_row_leaves_the_quiet_ones_as_exact_as_alone() -> None:
    torch.manual_seed(0)
    linear = nn.Linear(256, 64)
    quiet, loud = torch.randn(8, 256), 1000 * torch.randn(8, 256)
    wanted = linear(quiet).detach()
    found = Int8Linear(linear)(torch.cat((quiet, loud)))[:8]
    assert float((found - wanted).norm() / wanted.norm()) < 0.025


def test_no_rows_give_none_and_rows_of_one_value_are_exact_up_to_the_weights() -> None:
    linear = nn.Linear(8, 4)
    assert Int8Linear(linear)(torch.zeros(2, 0, 8)).shape == (2, 0, 4)
    for rows in (1, 3):
        torch.testing.assert_close(Int8Linear(linear)(torch.zeros(rows, 8))[0], linear.bias.detach())


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
