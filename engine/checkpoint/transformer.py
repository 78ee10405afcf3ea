"""One encoder-decoder network for all five presets.

The presets differ in how positions enter (learned tables or rotation of queries and keys), in the norm
(LayerNorm or RMSNorm), and in what the encoder hears; projections that the older checkpoints keep apart
are joined when they are loaded. Shapes: b windows, t positions, d width, h heads, e = d / h.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, cast

import torch
from torch import Tensor, nn
from torch.nn import functional

from engine.checkpoint.conditioning import ConditionEmbedder, Conditions
from engine.checkpoint.spectrogram import MelSpectrogram


@dataclass(frozen=True)
class Shape:
    """Sizes and variants of a network, read from `config.json`.

    Attributes:
        rotary: positions enter as rotations of queries and keys, else as learned tables.
        layer_norm: LayerNorm with bias, else RMSNorm.
        features: mel bands and conditioning values of one frame.
        projects: features are brought to the width before the convolutions.
        global_every: every n-th layer attends everywhere, the others `local` positions around.
    """

    width: int
    encoder_layers: int
    encoder_heads: int
    encoder_inner: int
    decoder_layers: int
    decoder_heads: int
    decoder_inner: int
    sources: int
    targets: int
    hears: int
    says: int
    features: int
    projects: bool
    rotary: bool
    layer_norm: bool
    theta: float = 10000.0
    global_every: int = 1
    local: int = 128

    @classmethod
    def read(cls, config: dict[str, Any]) -> Shape:
        """The shape that a checkpoint's `config.json` describes."""
        backbone = config["backbone_config"]
        learned = str(config["backbone_model_name"]).startswith("openai/whisper")
        return cls(
            width=backbone["d_model"],
            encoder_layers=backbone["encoder_layers"],
            encoder_heads=backbone["encoder_attention_heads"],
            encoder_inner=backbone["encoder_ffn_dim"],
            decoder_layers=backbone["decoder_layers"],
            decoder_heads=backbone["decoder_attention_heads"],
            decoder_inner=backbone["decoder_ffn_dim"],
            sources=backbone["max_source_positions"],
            targets=backbone["max_target_positions"],
            hears=config["vocab_size_in"],
            says=config["vocab_size"],
            features=config["n_mels"] + config["cond_size"],
            projects=config["project_encoder_input"],
            rotary=not learned,
            layer_norm=learned,
            theta=float(backbone.get("global_rope_theta", 10000.0)),
            global_every=backbone.get("global_attn_every_n_layers", 1),
            local=backbone.get("local_attention", 128),
        )

    def norm(self) -> nn.Module:
        """A norm of this network's kind."""
        return nn.LayerNorm(self.width) if self.layer_norm else nn.RMSNorm(self.width)


def rotation(positions: Tensor, size: int, theta: float) -> tuple[Tensor, Tensor]:
    """Cosines and sines (b, 1, t, e) that turn a head of `size` at integer positions (b, t)."""
    steps = torch.arange(0, size, 2, dtype=torch.float32, device=positions.device) / size
    angles = positions.float().unsqueeze(-1) * (1.0 / theta**steps)  # (b, t, e / 2)
    angles = torch.cat((angles, angles), dim=-1).unsqueeze(1)
    return angles.cos(), angles.sin()


def rotate(x: Tensor, turn: tuple[Tensor, Tensor]) -> Tensor:
    """Turn heads (b, h, t, e); the two halves of a head are the planes' axes."""
    cos, sin = turn
    first, second = x.chunk(2, dim=-1)
    return x * cos.to(x.dtype) + torch.cat((-second, first), dim=-1) * sin.to(x.dtype)


class KeyValues:
    """Keys and values of one attention, written in place as decoding goes on; (b, h, length, e)."""

    def __init__(self, batch: int, heads: int, length: int, size: int, like: Tensor) -> None:
        self.keys = like.new_zeros(batch, heads, length, size)
        self.values = like.new_zeros(batch, heads, length, size)

    def put(self, start: int, keys: Tensor, values: Tensor) -> tuple[Tensor, Tensor]:
        """Write at a position; everything up to there is returned.

        At the start fewer rows may be given than there are: each then stands for as many equal ones.
        """
        end = start + keys.shape[2]
        if (equal := len(self.keys) // len(keys)) > 1:
            self.keys[:, :, :end] = keys.repeat_interleave(equal, dim=0)
            self.values[:, :, :end] = values.repeat_interleave(equal, dim=0)
            return keys, values
        self.keys[:, :, start:end] = keys
        self.values[:, :, start:end] = values
        return self.keys[:, :, :end], self.values[:, :, :end]


class SelfAttention(nn.Module):
    """Attention of a sequence to itself, with one projection to queries, keys and values."""

    def __init__(self, shape: Shape, heads: int) -> None:
        super().__init__()
        self.heads = heads
        self.qkv = nn.Linear(shape.width, 3 * shape.width)
        self.out = nn.Linear(shape.width, shape.width)

    def forward(
        self,
        x: Tensor,
        turn: tuple[Tensor, Tensor] | None,
        mask: Tensor | None = None,
        cache: KeyValues | None = None,
        start: int = 0,
    ) -> Tensor:
        """X (b, t, d); mask (b or 1, 1, t, keys), true where a query may look."""
        b, t, d = x.shape
        q, k, v = (
            self.qkv(x).view(b, t, 3, self.heads, d // self.heads).permute(2, 0, 3, 1, 4)
        )  # (b, h, t, e)
        if turn is not None:
            q, k = rotate(q, turn), rotate(k, turn)
        if cache is not None:
            k, v = cache.put(start, k, v)
        y = functional.scaled_dot_product_attention(q, k, v, attn_mask=mask)
        return cast("Tensor", self.out(y.transpose(1, 2).reshape(b, t, d)))


class CrossAttention(nn.Module):
    """Attention of the decoder to the encoder's states, whose keys and values are computed once."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.heads = shape.decoder_heads
        self.q = nn.Linear(shape.width, shape.width)
        self.kv = nn.Linear(shape.width, 2 * shape.width)
        self.out = nn.Linear(shape.width, shape.width)

    def remember(self, states: Tensor) -> tuple[Tensor, Tensor]:
        """Keys and values (b, h, s, e) of encoder states (b, s, d)."""
        b, s, d = states.shape
        k, v = self.kv(states).view(b, s, 2, self.heads, d // self.heads).permute(2, 0, 3, 1, 4)
        return k.contiguous(), v.contiguous()

    def forward(self, x: Tensor, memory: tuple[Tensor, Tensor]) -> Tensor:
        """X (b, t, d); the memory's batch is b, or divides it when several rows hear one window."""
        b, t, d = x.shape
        k, v = memory
        q = self.q(x).view(b, t, self.heads, d // self.heads).transpose(1, 2)  # (b, h, t, e)
        if k.shape[0] != b:  # rows of one window become queries of one batch: its keys are read once
            rows = b // k.shape[0]
            q = q.view(k.shape[0], rows, self.heads, t, -1).transpose(1, 2).flatten(2, 3)
            y = functional.scaled_dot_product_attention(q, k, v)  # (windows, h, rows * t, e)
            y = y.view(k.shape[0], self.heads, rows, t, -1).transpose(1, 2).flatten(0, 1)
        else:
            y = functional.scaled_dot_product_attention(q, k, v)
        return cast("Tensor", self.out(y.transpose(1, 2).reshape(b, t, d)))


class FeedForward(nn.Module):
    """Two projections with GELU between."""

    def __init__(self, width: int, inner: int) -> None:
        super().__init__()
        self.up = nn.Linear(width, inner)
        self.down = nn.Linear(inner, width)

    def forward(self, x: Tensor) -> Tensor:
        """X (..., d)."""
        return cast("Tensor", self.down(functional.gelu(self.up(x))))


class EncoderLayer(nn.Module):
    """Self attention, then feed forward; norms before."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.attention_norm = shape.norm()
        self.attention = SelfAttention(shape, shape.encoder_heads)
        self.forward_norm = shape.norm()
        self.feed_forward = FeedForward(shape.width, shape.encoder_inner)

    def forward(self, x: Tensor, turn: tuple[Tensor, Tensor] | None, mask: Tensor | None) -> Tensor:
        """X (b, t, d)."""
        x = x + self.attention(self.attention_norm(x), turn, mask)
        return cast("Tensor", x + self.feed_forward(self.forward_norm(x)))


class Encoder(nn.Module):
    """Frames to states, half as many."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.shape = shape
        first = shape.width if shape.projects else shape.features
        self.project = nn.Linear(shape.features, shape.width) if shape.projects else nn.Identity()
        self.conv1 = nn.Conv1d(first, shape.width, kernel_size=3, padding=1)
        self.conv2 = nn.Conv1d(shape.width, shape.width, kernel_size=3, stride=2, padding=1)
        self.positions = None if shape.rotary else nn.Embedding(shape.sources, shape.width)
        self.layers = nn.ModuleList(EncoderLayer(shape) for _ in range(shape.encoder_layers))
        self.norm = shape.norm()

    def forward(self, frames: Tensor) -> Tensor:
        """Frames (b, 2t, features) to states (b, t, d)."""
        shape = self.shape
        x = self.project(frames).transpose(1, 2)  # (b, channels, 2t)
        x = functional.gelu(self.conv2(functional.gelu(self.conv1(x)))).transpose(1, 2)  # (b, t, d)
        places = torch.arange(x.shape[1], device=x.device).unsqueeze(0)  # (1, t)
        turn = None
        if self.positions is None:
            turn = rotation(places, shape.width // shape.encoder_heads, shape.theta)
        else:
            x = x + self.positions(places)
        near = (places[:, :, None] - places[:, None, :]).abs() <= shape.local // 2
        for index, layer in enumerate(self.layers):
            x = layer(x, turn, None if index % shape.global_every == 0 else near.unsqueeze(1))
        return cast("Tensor", self.norm(x))


class DecoderLayer(nn.Module):
    """Self attention, attention to the audio, feed forward; norms before."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.attention_norm = shape.norm()
        self.attention = SelfAttention(shape, shape.decoder_heads)
        self.cross_norm = shape.norm()
        self.cross = CrossAttention(shape)
        self.forward_norm = shape.norm()
        self.feed_forward = FeedForward(shape.width, shape.decoder_inner)

    def forward(
        self,
        x: Tensor,
        turn: tuple[Tensor, Tensor] | None,
        mask: Tensor | None,
        cache: KeyValues,
        start: int,
        memory: tuple[Tensor, Tensor],
    ) -> Tensor:
        """X (b, t, d), the t newest positions."""
        x = x + self.attention(self.attention_norm(x), turn, mask, cache, start)
        x = x + self.cross(self.cross_norm(x), memory)
        return cast("Tensor", x + self.feed_forward(self.forward_norm(x)))


Newest = Callable[[Tensor, Sequence[KeyValues], Sequence[tuple[Tensor, Tensor]], int, Tensor | None], Tensor]
"""Ids (b, 1), caches, memory, position and padding to scores (b, 1, says)."""


class Decoder(nn.Module):
    """Tokens and audio states to scores of the next token.

    Attributes:
        step: does the same for one id a row that follows others, where the device has something faster.
    """

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.shape = shape
        self.embed = nn.Embedding(shape.hears, shape.width)
        self.positions = None if shape.rotary else nn.Embedding(shape.targets, shape.width)
        self.layers = nn.ModuleList(DecoderLayer(shape) for _ in range(shape.decoder_layers))
        self.norm = shape.norm()
        self.scores = nn.Linear(shape.width, shape.says, bias=False)
        self.step: Newest | None = None

    def caches(self, batch: int, length: int) -> list[KeyValues]:
        """Room for the keys and values of `length` positions."""
        shape, like = self.shape, self.embed.weight
        size = shape.width // shape.decoder_heads
        return [KeyValues(batch, shape.decoder_heads, length, size, like) for _ in self.layers]

    def remember(self, states: Tensor) -> list[tuple[Tensor, Tensor]]:
        """Keys and values of the audio for every layer, from encoder states (windows, s, d)."""
        return [cast("DecoderLayer", layer).cross.remember(states) for layer in self.layers]

    def forward(
        self,
        ids: Tensor,
        caches: Sequence[KeyValues],
        memory: Sequence[tuple[Tensor, Tensor]],
        start: int = 0,
        padding: Tensor | None = None,
        *,
        last_only: bool = True,
    ) -> Tensor:
        """Scores (b, 1, says) after the last of the ids (b, t), which stand at positions from `start` on.

        `padding` (b,) counts the ids at the left of each row that are not part of it. Without
        `last_only` the scores (b, t, says) after every id are computed.
        """
        shape = self.shape
        t = ids.shape[1]
        if t == 1 and start > 0 and self.step is not None:
            return self.step(ids, caches, memory, start, padding)
        slots = torch.arange(start, start + t, device=ids.device)  # (t,)
        places = slots.unsqueeze(0) if padding is None else (slots - padding[:, None]).clamp(min=0)
        x = self.embed(ids)  # (b, t, d)
        turn = None
        if self.positions is None:
            turn = rotation(places, shape.width // shape.decoder_heads, shape.theta)
        else:
            x = x + self.positions(places)
        mask = self._mask(slots, padding)
        near = None
        if shape.global_every > 1:
            seen = torch.arange(start + t, device=ids.device)
            near = (slots[:, None] - seen <= shape.local // 2) & (seen <= slots[:, None])
            near = near if mask is None else near & mask
        for index, layer in enumerate(self.layers):
            chosen = mask if index % shape.global_every == 0 else near
            x = layer(x, turn, chosen, caches[index], start, memory[index])
        if last_only:
            x = x[:, -1:]
        return cast("Tensor", self.scores(self.norm(x)))

    @staticmethod
    def _mask(slots: Tensor, padding: Tensor | None) -> Tensor | None:
        """Which earlier slots each new one may look at; a padded slot looks at itself."""
        if padding is None and len(slots) == 1:
            return None
        seen = torch.arange(int(slots[-1]) + 1, device=slots.device)  # (keys,)
        mask = (seen <= slots[:, None])[None, None]  # (1, 1, t, keys)
        if padding is not None:
            real = seen >= padding[:, None]  # (b, keys)
            mask = (mask & real[:, None, None]) | (seen == slots[:, None])[None, None]
        return mask


class Transformer(nn.Module):
    """The whole network: samples of windows to states, tokens to scores."""

    def __init__(self, config: dict[str, Any]) -> None:
        super().__init__()
        self.shape = Shape.read(config)
        with torch.device("cpu"):  # its tables are computed, not loaded: not on the meta device
            self.spectrogram = MelSpectrogram(config)
        self.conditions = ConditionEmbedder(config) if config["cond_size"] else None
        self.encoder = Encoder(self.shape)
        self.decoder = Decoder(self.shape)

    def encode(self, samples: Tensor, conditions: Sequence[Conditions] = ()) -> Tensor:
        """Samples (windows, samples), float32, to encoder states (windows, sources, d)."""
        frames = self.spectrogram(samples).to(self.decoder.embed.weight.dtype)
        if self.conditions is not None:
            told = self.conditions(conditions)  # (windows, conditioning values)
            told = told.unsqueeze(1).expand(-1, frames.shape[1], -1)
            frames = torch.cat((frames, told), dim=-1)
        return cast("Tensor", self.encoder(frames))
