"""Weights of eight bits for the CPU: a quarter of the memory to read for every token."""

from __future__ import annotations

import warnings
from typing import cast

import torch
from torch import Tensor, nn

from engine.checkpoint.transformer import Transformer

LARGEST = 127
"""Of a signed byte, used symmetrically."""


class Int8Linear(nn.Module):
    """A linear layer whose weights are bytes with one scale a row; inputs are quantised as they come."""

    def __init__(self, linear: nn.Linear) -> None:
        super().__init__()
        weight = linear.weight.detach().float()
        scales = (weight.abs().amax(dim=1) / LARGEST).clamp(min=torch.finfo(torch.float32).tiny)
        zeros = torch.zeros(len(scales), dtype=torch.long)
        with warnings.catch_warnings():  # torch announces another way for some later version
            warnings.simplefilter("ignore", UserWarning)
            bytes_ = torch.quantize_per_channel(weight, scales, zeros, 0, torch.qint8)
        bias = None if linear.bias is None else linear.bias.detach().float()
        self.packed = torch.ops.quantized.linear_prepack(bytes_, bias)

    def forward(self, x: Tensor) -> Tensor:
        """X (..., in) to (..., out), float32."""
        return cast("Tensor", torch.ops.quantized.linear_dynamic(x, self.packed, False))


def shrink(network: Transformer) -> None:
    """Turn the layers of encoder and decoder to bytes, in place; the scores stay exact."""
    for part in (network.encoder.layers, network.decoder.layers):
        for module in list(part.modules()):
            for name, child in module.named_children():
                if isinstance(child, nn.Linear):
                    setattr(module, name, Int8Linear(child))
