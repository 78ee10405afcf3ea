"""The network that refines positions (V29), and the last steps of its diffusion.

A transformer over the elements of a map (objects, anchors, ends) whose layers are shifted and scaled by
the time step and the class of the map. b halves of guidance, t elements, d width.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional

from engine.checkpoint.weights import AGAIN, Weights, read_pickle, read_safetensors
from engine.errors import EngineError
from engine.protocol import FailureKind

HEADS = {1152: 16, 1024: 16, 768: 12, 384: 6}
"""Attention heads of the published widths; the files do not say them."""
HEAD = 32
"""Width of a head in any other network."""
TIME_WAVES, POSITION_WAVES = 256, 128
STEPS, LAST_STEPS = 1000, 100
"""Of the whole diffusion, and those that are done on positions which are nearly right."""
REACH = 128
"""Elements to each side that an element looks at."""
BOUND = 2.0
"""Predicted positions are clipped to this, where -1 to 1 is the playfield."""
HALF_WIDTH = 512
"""osu! pixels that waves of positions are counted in."""


def waves(values: Tensor, size: int) -> Tensor:
    """Cosines and sines (..., size) of values (...) at falling frequencies."""
    half = size // 2
    place = torch.arange(half, dtype=torch.float32, device=values.device)
    angles = values.unsqueeze(-1).float() * torch.exp(-math.log(10000) * place / half)
    return torch.cat((angles.cos(), angles.sin()), dim=-1)


def shifted(x: Tensor, shift: Tensor, scale: Tensor) -> Tensor:
    """Normed x (b, t, d), scaled and shifted by (b, d)."""
    normed = functional.layer_norm(x, x.shape[-1:], eps=1e-6)
    return normed * (1 + scale.unsqueeze(1)) + shift.unsqueeze(1)


class Block(nn.Module):
    """Attention and feed forward, each shifted, scaled and gated by the condition."""

    def __init__(self, width: int, inner: int, heads: int) -> None:
        super().__init__()
        self.heads = heads
        self.qkv = nn.Linear(width, 3 * width)
        self.out = nn.Linear(width, width)
        self.up = nn.Linear(width, inner)
        self.down = nn.Linear(inner, width)
        self.condition = nn.Linear(width, 6 * width)

    def forward(self, x: Tensor, told: Tensor, mask: Tensor) -> Tensor:
        """X (b, t, d), told (b, d), mask (t, t), true where an element may look."""
        b, t, d = x.shape
        parts = self.condition(functional.silu(told)).chunk(6, dim=1)
        y = shifted(x, parts[0], parts[1])
        q, k, v = self.qkv(y).view(b, t, 3, self.heads, d // self.heads).permute(2, 0, 3, 1, 4)
        y = functional.scaled_dot_product_attention(q, k, v, attn_mask=mask)
        x = x + parts[2].unsqueeze(1) * self.out(y.transpose(1, 2).reshape(b, t, d))
        y = self.up(shifted(x, parts[3], parts[4]))
        result: Tensor = x + parts[5].unsqueeze(1) * self.down(functional.gelu(y, approximate="tanh"))
        return result


class Refiner(nn.Module):
    """Positions, their context, the class of the map and the time step to noise and its variance."""

    def __init__(self, width: int, inner: int, depth: int, context: int, classes: int) -> None:
        super().__init__()
        self.first = nn.Linear(2 * POSITION_WAVES + context, width)
        self.time = nn.Sequential(nn.Linear(TIME_WAVES, width), nn.SiLU(), nn.Linear(width, width))
        self.label = nn.Sequential(nn.Linear(classes, width), nn.SiLU(), nn.Linear(width, width))
        heads = HEADS.get(width, max(width // HEAD, 1))
        self.blocks = nn.ModuleList(Block(width, inner, heads) for _ in range(depth))
        self.condition = nn.Linear(width, 2 * width)
        self.last = nn.Linear(width, 4)

    def forward(self, x: Tensor, step: int, context: Tensor, labels: Tensor, mask: Tensor) -> Tensor:
        """X (b, 2, t) with context (b, c, t) and labels (b, classes) to noise and variance (b, 4, t)."""
        places = waves(x.transpose(1, 2) * HALF_WIDTH, POSITION_WAVES).flatten(2)  # (b, t, 2 waves)
        hidden = self.first(torch.cat((places, context.transpose(1, 2)), dim=-1))  # (b, t, d)
        steps = torch.full((len(x),), step, device=x.device)
        told = self.time(waves(steps, TIME_WAVES)) + self.label(labels)  # (b, d)
        for block in self.blocks:
            hidden = block(hidden, told, mask)
        shift, scale = self.condition(functional.silu(told)).chunk(2, dim=1)
        result: Tensor = self.last(shifted(hidden, shift, scale)).transpose(1, 2)
        return result


_NAMES = (
    ("context_embedder.mlp.0.", "first."),
    ("t_embedder.mlp.", "time."),
    ("y_embedder.class_embedding.", "label."),
    (".attn.in_proj_", ".qkv."),
    (".attn.out_proj.", ".out."),
    (".mlp.fc1.", ".up."),
    (".mlp.fc2.", ".down."),
    ("adaLN_modulation.1.", "condition."),
    ("final_layer.linear.", "last."),
    ("final_layer.", ""),
)


def load_refiner(folder: Path) -> Refiner:
    """The network of a folder with `model_ema.safetensors`, or with the published `model_ema.pkl`.

    Raises:
        EngineError: input, naming the file and what is wrong with it.
    """
    safe = folder / "model_ema.safetensors"
    found = read_safetensors(safe) if safe.exists() else read_pickle(folder / "model_ema.pkl")
    weights: Weights = {}
    for key, tensor in found.items():
        name = key
        for old, new in _NAMES:
            name = name.replace(old, new)
        weights[name] = tensor.float()
    try:
        width, classes = weights["label.0.weight"].shape
        depth = 1 + max(int(name.split(".")[1]) for name in weights if name.startswith("blocks."))
        context = weights["first.weight"].shape[1] - 2 * POSITION_WAVES
        refiner = Refiner(width, len(weights["blocks.0.up.bias"]), depth, context, classes)
        refiner.load_state_dict(weights)
    except (KeyError, ValueError, RuntimeError) as error:
        raise EngineError(
            FailureKind.INPUT, f"The weights in {folder} are no position refiner ({error}).", AGAIN
        ) from error
    return refiner.requires_grad_(requires_grad=False).eval()


@dataclass(frozen=True)
class Schedule:
    """Noise of a squared cosine schedule, for every step from the cleanest on."""

    betas: Tensor

    @classmethod
    def squared_cosine(cls) -> Schedule:
        """The published schedule of 1000 steps."""
        part = torch.arange(STEPS + 1, dtype=torch.float64) / STEPS
        kept = torch.cos((part + 0.008) / 1.008 * math.pi / 2) ** 2
        return cls((1 - kept[1:] / kept[:-1]).clamp(max=0.999))

    def step(
        self, x: Tensor, out: Tensor, step: int, noise: Tensor, fix: Callable[[Tensor], Tensor]
    ) -> Tensor:
        """X (b, 2, t) one step cleaner, given what the network says of it; `fix` mends predictions."""
        kept = torch.cumprod(1 - self.betas, dim=0)
        now, before = kept[step], kept[step - 1] if step > 0 else torch.ones((), dtype=torch.float64)
        beta = self.betas[step]
        said, spread = out.chunk(2, dim=1)
        clean = fix(x * _f(1 / now.sqrt()) - said * _f((1 / now - 1).sqrt())).clamp(-BOUND, BOUND)
        mean = _f(beta * before.sqrt() / (1 - now)) * clean
        mean = mean + _f((1 - before) * (1 - beta).sqrt() / (1 - now)) * x
        if step == 0:
            return mean
        least = torch.log(beta * (1 - before) / (1 - now))
        share = (spread + 1) / 2
        log_variance = share * _f(beta.log()) + (1 - share) * _f(least)
        return mean + (log_variance / 2).exp() * noise


def _f(value: Tensor) -> float:
    """A coefficient in single precision, as the published inference applies it."""
    return float(value.float())


def refine(
    network: Refiner,
    x: Tensor,
    context: Tensor,
    labels: Tensor,
    fix: Callable[[Tensor], Tensor],
    noise: Callable[[int, torch.Size], Tensor],
    *,
    guidance: float = 1.0,
    step: Callable[[int], None] = lambda _done: None,
) -> Tensor:
    """Positions x (2, 2, t) after the last steps of the diffusion.

    Both halves hold the same positions; the second half's labels are those to move away from. `noise`
    gives the noise of a step, counted from the first one done; `step` is called with steps done.
    """
    place = torch.arange(x.shape[2], device=x.device)
    ahead = place[:, None] - place[None, :]  # query minus key
    mask = (ahead < REACH) & (ahead >= -REACH)
    schedule = Schedule.squared_cosine()
    x = fix(x)
    for done in range(LAST_STEPS):
        step(done)
        at = LAST_STEPS - 1 - done
        first = torch.cat((x[:1], x[:1]))
        out = network(first, at, context, labels, mask)
        said, spread = out.chunk(2, dim=1)
        said = (said[1:] + guidance * (said[:1] - said[1:])).expand(2, -1, -1)
        x = schedule.step(x, torch.cat((said, spread), dim=1), at, noise(done, x.shape), fix)
    return x
