"""Star rating, mapper and place in the song as vectors beside every mel frame (V30, V31)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional

HARDEST = 10.0
"""Star rating that counts as 1 in the difficulty embedder (training code)."""
DIFFICULTY_BASES, POSITION_BASES = 8, 10
UNKNOWN_DIFFICULTY = 5.0
"""Stars that stand for an unknown difficulty."""


@dataclass(frozen=True)
class Conditions:
    """What the encoder is told of one window.

    Attributes:
        difficulty: stars.
        mapper: class of the mapper; -1 is unknown.
        position: start and end of the window as fractions of the song; the end may lie beyond 1.
    """

    difficulty: float = UNKNOWN_DIFFICULTY
    mapper: int = -1
    position: tuple[float, float] = (0.0, 1.0)


class _Bumps(nn.Module):
    """Gaussian bumps of learned centres and widths, then a small network."""

    def __init__(self, inputs: int, bases: int, hidden: int, size: int) -> None:
        super().__init__()
        self.centres = nn.Parameter(torch.zeros(bases))
        self.widths = nn.Parameter(torch.ones(bases))
        self.first = nn.Linear(inputs * bases, hidden)
        self.first_norm = nn.LayerNorm(hidden)
        self.second = nn.Linear(hidden, size)
        self.second_norm = nn.LayerNorm(size)

    def forward(self, values: Tensor) -> Tensor:
        """Values (batch, inputs) to vectors (batch, size)."""
        distance = values.unsqueeze(-1) - self.centres  # (batch, inputs, bases)
        bumps = torch.exp(-distance.square() / (2 * self.widths.square()))
        hidden = functional.relu(self.first_norm(self.first(bumps.flatten(1))))
        result: Tensor = self.second_norm(self.second(hidden))
        return result


class ConditionEmbedder(nn.Module):
    """All conditions of a window as one vector (batch, 3 * cond_dim)."""

    def __init__(self, config: dict[str, Any]) -> None:
        super().__init__()
        size: int = config["cond_dim"]
        self.difficulty = _Bumps(1, DIFFICULTY_BASES, size, size)
        self.position = _Bumps(2, POSITION_BASES, 2 * size, size)
        self.mapper = nn.Embedding(config["num_mappers"] + 1, size)  # the last row is "unknown"
        self.mapper_norm = nn.LayerNorm(size)

    def forward(self, conditions: Sequence[Conditions]) -> Tensor:
        """One vector for each window."""
        weight = self.mapper.weight
        unknown = self.mapper.num_embeddings - 1
        stars = weight.new_tensor([[one.difficulty / HARDEST] for one in conditions])
        place = weight.new_tensor([one.position for one in conditions])
        who = torch.tensor(
            [one.mapper if 0 <= one.mapper < unknown else unknown for one in conditions],
            device=weight.device,
        )
        parts = (self.difficulty(stars), self.mapper_norm(self.mapper(who)), self.position(place))
        return torch.cat(parts, dim=-1)
