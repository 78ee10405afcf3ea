"""Chance that hangs on a place, not on an order: what repeats in the music draws the same again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

T = TypeVar("T")

_MASK = (1 << 64) - 1


@dataclass(frozen=True)
class Chance:
    """A number from 0 to 1 for every place; the same seed and place always draw the same (SplitMix64)."""

    seed: int

    def at(self, *place: int) -> float:
        """The number of a place, 0 to below 1."""
        state = self.seed & _MASK
        for each in place:
            state = _mixed(state + 0x9E3779B97F4A7C15 * ((each & _MASK) + 1))
        return (_mixed(state) >> 11) / (1 << 53)

    def one_of(self, choices: Sequence[T], *place: int) -> T:
        """One of some choices, each equally likely."""
        return choices[int(self.at(*place) * len(choices))]


def _mixed(state: int) -> int:
    state &= _MASK
    state = (state ^ (state >> 30)) * 0xBF58476D1CE4E5B9 & _MASK
    state = (state ^ (state >> 27)) * 0x94D049BB133111EB & _MASK
    return state ^ (state >> 31)
