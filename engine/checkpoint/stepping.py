"""The decoder's newest token on a CPU: compiled kernels over its own weights and caches."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from engine.checkpoint import kernels
from engine.checkpoint.kernels import Floats
from engine.checkpoint.linear import Int8Linear
from engine.checkpoint.transformer import Decoder, DecoderLayer, KeyValues, rotation


class Step:
    """Does what a float32 decoder does, for one id a row; its weights are shared, not copied."""

    def __init__(self, decoder: Decoder) -> None:
        self.shape = shape = decoder.shape
        self.embed = decoder.embed.weight.detach().numpy()
        self.positions = None if decoder.positions is None else decoder.positions.weight.detach().numpy()
        self.layers = [_Layer(cast("DecoderLayer", layer)) for layer in decoder.layers]
        self.norm = _Norm(decoder.norm)
        self.scores = _Linear(decoder.scores)
        self.head = shape.width // shape.decoder_heads

    def __call__(
        self,
        ids: Tensor,
        caches: Sequence[KeyValues],
        memory: Sequence[tuple[Tensor, Tensor]],
        start: int,
        padding: Tensor | None,
    ) -> Tensor:
        """Scores (b, 1, says) after ids (b, 1) at the position `start`; see :class:`Decoder`.

        Raises:
            IndexError: there is no room for that position.
        """
        if start >= caches[0].keys.shape[2]:
            raise IndexError("the caches are full")  # kernels write wherever they are told to
        shape, rows = self.shape, len(ids)
        kernels.choose_threads(shape.width)
        pads = np.zeros(rows, np.int64) if padding is None else padding.numpy()
        places = np.maximum(start - pads, 0)
        x = self.embed[ids[:, 0].numpy()]  # (b, d)
        cos = np.ones((rows, self.head), np.float32)
        sin = np.zeros((rows, self.head), np.float32)
        if self.positions is None:
            turn = rotation(torch.from_numpy(places)[:, None], self.head, shape.theta)
            cos, sin = (each[:, 0, 0].numpy() for each in turn)
        else:
            x += self.positions[places]
        everywhere = np.minimum(pads, start)
        near = np.maximum(everywhere, start - shape.local // 2)
        for index, layer in enumerate(self.layers):
            first = everywhere if index % shape.global_every == 0 else near
            past = _Past(cos, sin, caches[index].keys.numpy(), caches[index].values.numpy(), start, first)
            layer(x, past, *(each.numpy() for each in memory[index]))
        return torch.from_numpy(self.scores(self.norm(x)))[:, None]


@dataclass(frozen=True)
class _Past:
    """What self attention looks at: the arguments of its kernel."""

    cos: Floats
    sin: Floats
    keys: Floats
    values: Floats
    start: int
    first: NDArray[np.int64]


class _Layer:
    def __init__(self, layer: DecoderLayer) -> None:
        self.attention_norm, self.cross_norm, self.forward_norm = map(
            _Norm, (layer.attention_norm, layer.cross_norm, layer.forward_norm)
        )
        self.qkv, self.out = _Linear(layer.attention.qkv), _Linear(layer.attention.out)
        self.q, self.cross_out = _Linear(layer.cross.q), _Linear(layer.cross.out)
        self.up, self.down = _Linear(layer.feed_forward.up), _Linear(layer.feed_forward.down)

    def __call__(self, x: Floats, past: _Past, keys: Floats, values: Floats) -> None:
        """Change x (b, d) in place; keys and values (windows, h, s, e) of the audio."""
        seen = np.empty_like(x)
        qkv = self.qkv(self.attention_norm(x))
        kernels.attend_to_past(qkv, past.cos, past.sin, past.keys, past.values, past.start, past.first, seen)
        x += self.out(seen)
        kernels.attend_to_audio(self.q(self.cross_norm(x)), keys, values, seen)
        x += self.cross_out(seen)
        inner = self.up(self.forward_norm(x))
        kernels.gelu(inner)
        x += self.down(inner)


class _Norm:
    def __init__(self, norm: nn.Module) -> None:
        self.centred = isinstance(norm, nn.LayerNorm)
        weight = cast("Tensor", norm.weight)
        self.weight = weight.detach().numpy()
        self.bias = (
            norm.bias.detach().numpy() if isinstance(norm, nn.LayerNorm) else np.zeros_like(self.weight)
        )
        eps = cast("float | None", norm.eps)
        self.eps = torch.finfo(torch.float32).eps if eps is None else eps

    def __call__(self, x: Floats) -> Floats:
        """Of x (b, d)."""
        out = np.empty_like(x)
        kernels.norm(x, self.weight, self.bias, self.eps, self.centred, out)
        return out


class _Linear:
    def __init__(self, layer: nn.Module) -> None:
        if isinstance(layer, Int8Linear):
            self.weight, self.scale = layer.unpacked().numpy(), layer.scales.numpy()
            self.bias = layer.bias.numpy()
            return
        layer = cast("nn.Linear", layer)
        self.weight, n = layer.weight.detach().numpy(), layer.out_features
        self.scale = np.ones(n, np.float32)
        self.bias = np.zeros(n, np.float32) if layer.bias is None else layer.bias.detach().numpy()

    def __call__(self, x: Floats) -> Floats:
        """X (b, in) to (b, out)."""
        out = np.empty((len(x), len(self.weight)), np.float32)
        kernels.linear(x, self.weight, self.scale, self.bias, out)
        return out
