from __future__ import annotations

import pytest
import torch
from torch import nn

from engine.checkpoint.linear import Int8Linear, PackedLinear, has_onednn


def test_eight_bits_come_near_to_a_linear_layer() -> None:
    torch.manual_seed(0)
    linear = nn.Linear(256, 64)
    x = torch.randn(3, 5, 256)
    found, wanted = Int8Linear(linear)(x), linear(x).detach()
    assert found.shape == (3, 5, 64)
    assert float((found - wanted).norm() / wanted.norm()) < 0.025  # seven bits of input without VNNI: 0.018


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
    torch.testing.assert_close(Int8Linear(linear)(torch.zeros(3, 8))[0], linear.bias.detach())


def test_a_layer_of_zeros_stays_zero() -> None:
    linear = nn.Linear(8, 4, bias=False)
    nn.init.zeros_(linear.weight)
    assert Int8Linear(linear)(torch.ones(2, 8)).tolist() == [[0.0] * 4] * 2


@pytest.mark.skipif(not has_onednn(), reason="this torch has no oneDNN")
@pytest.mark.parametrize("bias", [True, False])
def test_a_packed_layer_gives_what_it_gave(bias: bool) -> None:
    linear = nn.Linear(48, 32, bias=bias)
    x = torch.randn(2, 7, 48, generator=torch.Generator().manual_seed(0))
    torch.testing.assert_close(PackedLinear(linear)(x), linear(x).detach())
