"""Linear layers laid out for the CPU: in its own order, or in bytes that are a quarter to read."""

from __future__ import annotations

import warnings
from typing import cast

import torch
from torch import Tensor, nn

from engine.checkpoint import kernels

_TINY = torch.finfo(torch.float32).tiny

LARGEST = 127
"""Of a signed byte, used symmetrically."""


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

    Each row of the inputs is brought to 0..1 first, so that the one scale of them all fits each.
    """

    def __init__(self, linear: nn.Linear) -> None:
        super().__init__()
        weight = linear.weight.detach().float()
        self.scales = (weight.abs().amax(dim=1) / LARGEST).clamp(min=_TINY)
        zeros = torch.zeros(len(weight), dtype=torch.long)
        with warnings.catch_warnings():  # torch announces another way for some later version
            warnings.simplefilter("ignore", UserWarning)
            quantised = torch.quantize_per_channel(weight, self.scales, zeros, 0, torch.qint8)
        self.packed = torch.ops.quantized.linear_prepack(quantised, None)
        self.sums = quantised.dequantize().sum(dim=1)
        self.bias = torch.zeros(len(weight)) if linear.bias is None else linear.bias.detach().float()
        self.seven_bits = not has_vnni()

    def unpacked(self) -> Tensor:
        """The bytes (out, in), in their own order."""
        return cast("Tensor", torch.ops.quantized.linear_unpack(self.packed)[0].int_repr())

    def forward(self, x: Tensor) -> Tensor:
        """X (..., in) to (..., out), float32."""
        rows = x.reshape(-1, x.shape[-1]).contiguous()
        kernels.choose_threads(rows.shape[1])
        unit, low, span = torch.empty_like(rows), *torch.empty(2, len(rows))
        kernels.to_unit(rows.numpy(), _TINY, low.numpy(), span.numpy(), unit.numpy())
        out = cast("Tensor", torch.ops.quantized.linear_dynamic(unit, self.packed, self.seven_bits))
        kernels.from_unit(out.numpy(), low.numpy(), span.numpy(), self.sums.numpy(), self.bias.numpy())
        return out.view(*x.shape[:-1], len(self.bias))


def has_vnni() -> bool:
    """Whether the CPU adds products of bytes in 32 bits.

    Without it two products meet in 16 bits and are clipped there, unless inputs have seven bits only.
    """
    return torch.cpu._is_vnni_supported()  # noqa: SLF001 - there is no public question


def has_onednn() -> bool:
    """Whether this torch was built with oneDNN."""
    return bool(torch._C._has_mkldnn)  # noqa: SLF001 - the public question is untyped
