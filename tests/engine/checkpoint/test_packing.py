from __future__ import annotations

from pathlib import Path

import pytest
import torch
from torch import nn

from engine.checkpoint.linear import Int8Linear
from engine.checkpoint.loading import load
from engine.checkpoint.packing import pack, shrink
from tests.engine.checkpoint import tiny


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


def test_a_packed_network_hears_and_says_what_it_did(tmp_path: Path) -> None:
    folder = tiny.write(tmp_path, "v32")
    plain, packed = load(folder).network, load(folder).network
    pack(packed)
    samples = torch.randn(1, 79 * 128, generator=torch.Generator().manual_seed(0))
    ids = torch.arange(3, 23)[None]
    scores = []
    for network in (plain, packed):
        memory = network.decoder.remember(network.encode(samples))
        caches = network.decoder.caches(1, 20)
        first = network.decoder(ids[:, :-1], caches, memory)
        scores.append(torch.cat((first, network.decoder(ids[:, -1:], caches, memory, 19))))
    torch.testing.assert_close(scores[0], scores[1])
