"""Linear layers laid out for the CPU: in its own order, or in bytes that are a quarter to read."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from typing import cast

import torch
from torch import Tensor, nn

from engine.checkpoint.transformer import Transformer

_TINY = torch.finfo(torch.float32).tiny

LARGEST = 127
"""Of a signed byte, used symmetrically, and of seven bits."""


class PackedLinear(nn.Module):
    """A linear layer in single precision whose weights oneDNN has laid out for reading row by row."""

    def __init__(self, linear: nn.Linear) -> None:
        super().__init__()
        self.bias = None if linear.bias is None else linear.bias.detach()
        self.packed = torch.ops.mkldnn._reorder_linear_weight(linear.weight.detach(), 1)  # noqa: SLF001 - no public way

    def forward(self, x: Tensor) -> Tensor:
        """X (..., in) to (..., out)."""
        out = torch.ops.mkldnn._linear_pointwise(x, self.packed, self.bias, "none", [], "")  # noqa: SLF001 - as above
        return cast("Tensor", out)


class Int8Linear(nn.Module):
    """A linear layer whose weights are bytes with one scale a row; inputs are quantised as they come.

    Each row of the inputs is brought to 0..1 first, so that the one scale of them all fits each. Where
    only seven bits of an input count, what quantising leaves of one row alone, as while decoding, is
    multiplied as a second digit, in the same reading of the weights.
    """

    def __init__(self, linear: nn.Linear) -> None:
        super().__init__()
        weight = linear.weight.detach().float()
        scales = (weight.abs().amax(dim=1) / LARGEST).clamp(min=_TINY)
        zeros = torch.zeros(len(scales), dtype=torch.long)
        with warnings.catch_warnings():  # torch announces another way for some later version
            warnings.simplefilter("ignore", UserWarning)
            bytes_ = torch.quantize_per_channel(weight, scales, zeros, 0, torch.qint8)
        self.packed = torch.ops.quantized.linear_prepack(bytes_, None)
        self.sums = bytes_.dequantize().sum(dim=1)
        self.bias = torch.zeros(len(scales)) if linear.bias is None else linear.bias.detach().float()
        self.seven_bits = not has_vnni()
        self.steps = torch.tensor(float(LARGEST))  # a number would become a tensor every time
        self.least = torch.tensor(_TINY)

    def forward(self, x: Tensor) -> Tensor:
        """X (..., in) to (..., out), float32."""
        rows = x.reshape(-1, x.shape[-1])
        out = self._one(rows) if len(rows) == 1 else self._many(rows)
        return out.view(*x.shape[:-1], len(self.bias))

    def _many(self, rows: Tensor) -> Tensor:
        low, high = rows.aminmax(dim=1, keepdim=True)
        span = (high - low).clamp(min=_TINY)
        out = torch.addcmul(self.bias, low, self.sums)
        return out.addcmul_(self._times((rows - low).div_(span)), span)

    def _one(self, row: Tensor) -> Tensor:
        if not self.seven_bits:
            return self._times(row) + self.bias
        # few and in place: at this size an operation costs more than its numbers do
        low, high = row.aminmax()
        quantum = ((high - low) / self.steps).add_(self.least)
        digits = (row - low).div_(quantum)  # 0 to steps
        first = digits.floor()
        second = digits.sub_(first).mul_(self.steps)
        products = self._times(torch.cat((first, second)))  # (2, out)
        out = products[1].div_(self.steps).add_(products[0]).mul_(quantum)
        out += self.sums * low
        out += self.bias
        return out

    def _times(self, rows: Tensor) -> Tensor:
        return cast("Tensor", torch.ops.quantized.linear_dynamic(rows, self.packed, self.seven_bits))


def has_vnni() -> bool:
    """Whether the CPU adds products of bytes in 32 bits.

    Without it two products meet in 16 bits and are clipped there, unless inputs have seven bits only.
    """
    return torch.cpu._is_vnni_supported()  # noqa: SLF001 - there is no public question


def has_onednn() -> bool:
    """Whether this torch was built with oneDNN."""
    return bool(torch._C._has_mkldnn)  # noqa: SLF001 - the public question is untyped


def pack(network: Transformer) -> None:
    """Lay out all layers for the CPU, in place; results differ by rounding only."""
    if has_onednn():
        for part in (network.encoder, network.decoder):
            _replace(part, PackedLinear)


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
