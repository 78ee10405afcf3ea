from __future__ import annotations

from pathlib import Path

import pytest
import torch
from torch import Tensor

from engine.checkpoint.linear import Int8Linear
from engine.checkpoint.loading import load
from engine.checkpoint.packing import shrink
from engine.checkpoint.stepping import Step
from engine.checkpoint.transformer import Decoder
from tests.engine.checkpoint import tiny

PROMPT = 90
"""Longer than the attention of a layer that looks only around itself."""


@pytest.fixture(params=tiny.BACKBONES)
def decoder(request: pytest.FixtureRequest, tmp_path: Path) -> Decoder:
    return load(tiny.write(tmp_path, request.param)).network.decoder


def said(decoder: Decoder, rows: int, windows: int, padding: Tensor | None = None) -> Tensor:
    """Scores (rows, 3, says) of three ids, one after the other, behind a prompt."""
    random = torch.Generator().manual_seed(0)
    memory = decoder.remember(torch.randn(windows, 40, decoder.shape.width, generator=random))
    ids = torch.randint(3, decoder.shape.hears, (rows, PROMPT + 3), generator=random)
    caches = decoder.caches(rows, PROMPT + 3)
    with torch.inference_mode():
        decoder(ids[:, :PROMPT], caches, memory, 0, padding)
        later = range(PROMPT, PROMPT + 3)
        return torch.cat([decoder(ids[:, at : at + 1], caches, memory, at, padding) for at in later], dim=1)


@pytest.mark.parametrize(("rows", "windows"), [(1, 1), (2, 2), (3, 1), (4, 1), (10, 2)])
def test_a_step_says_what_the_decoder_says_for_any_number_of_rows(
    decoder: Decoder, rows: int, windows: int
) -> None:
    wanted = said(decoder, rows, windows)
    decoder.step = Step(decoder)
    torch.testing.assert_close(said(decoder, rows, windows), wanted, rtol=1e-4, atol=1e-5)


def test_a_step_looks_at_no_padding(decoder: Decoder) -> None:
    padding = torch.tensor([0, 7, PROMPT])
    wanted = said(decoder, 3, 1, padding)
    decoder.step = Step(decoder)
    torch.testing.assert_close(said(decoder, 3, 1, padding), wanted, rtol=1e-4, atol=1e-5)


def test_a_step_shares_the_weights(decoder: Decoder) -> None:
    decoder.step = Step(decoder)
    before = said(decoder, 1, 1)
    with torch.no_grad():
        decoder.scores.weight.mul_(2)
    torch.testing.assert_close(said(decoder, 1, 1), 2 * before)


def test_a_step_beyond_the_caches_is_refused(decoder: Decoder) -> None:
    decoder.step = Step(decoder)
    memory = decoder.remember(torch.zeros(1, 4, decoder.shape.width))
    with pytest.raises(IndexError, match="full"):
        decoder(torch.tensor([[5]]), decoder.caches(1, 8), memory, 8)


@pytest.mark.parametrize("preset", tiny.BACKBONES)
def test_in_eight_bits_a_step_rounds_nothing_but_the_weights(preset: str, tmp_path: Path) -> None:
    folder = tiny.write(tmp_path, preset)
    rounded, shrunk = load(folder).network, load(folder).network
    shrink(shrunk)
    for name, module in shrunk.decoder.named_modules():
        if isinstance(module, Int8Linear):
            rounded.decoder.get_submodule(name).weight.data = module.unpacked() * module.scales[:, None]
    random = torch.Generator().manual_seed(0)
    memory = rounded.decoder.remember(torch.randn(1, 40, rounded.shape.width, generator=random))
    ids = torch.randint(3, rounded.shape.hears, (1, 9), generator=random)
    caches = rounded.decoder.caches(1, 9)
    with torch.inference_mode():
        rounded.decoder(ids[:, :8], caches, memory)
        wanted = rounded.decoder(ids[:, 8:], caches, memory, 8)
        found = shrunk.decoder(ids[:, 8:], caches, memory, 8)
    torch.testing.assert_close(found, wanted, rtol=1e-4, atol=1e-5)
