"""A network made ready for the CPU."""

from __future__ import annotations

from collections.abc import Callable

from torch import nn

from engine.checkpoint.linear import Int8Linear, PackedLinear, has_onednn
from engine.checkpoint.stepping import Step
from engine.checkpoint.transformer import Transformer


def pack(network: Transformer) -> None:
    """Lay out a float32 network, in place; results differ by rounding only."""
    if has_onednn():
        _replace(network.encoder, PackedLinear)
    network.decoder.step = Step(network.decoder)


def shrink(network: Transformer) -> None:
    """Turn the layers of encoder and decoder to bytes, in place; the scores stay exact."""
    for part in (network.encoder.layers, network.decoder.layers):
        _replace(part, Int8Linear)
    pack(network)


def _replace(part: nn.Module, other: Callable[[nn.Linear], nn.Module]) -> None:
    for module in list(part.modules()):
        for name, child in module.named_children():
            if isinstance(child, nn.Linear):
                setattr(module, name, other(child))
