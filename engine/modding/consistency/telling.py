"""From surprise to suggestions: what is told, and how gravely.

A map that breaks its own habits all the time means to, so a place is measured against all others: what
counts is how rare *so surprising a place* is in this map, from the tail of the surprises it is full of. And
of many places some are rare by chance, so a score says how much rarer a place is than chance would bring.
"""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from engine.modding.consistency.pooling import Surprise
from engine.protocol import Severity

LEAST_PLACES = 12
"""A map with fewer objects, sounds or stretches has no habits."""

TOLD = 8.0
"""Bits below which a surprise is the mapper's freedom: chance brings a map two such places of a kind."""

STARTLING = 8.5
"""Bits from which it is a warning."""

CHANCE = 9.0
"""Bits of the rarest place that chance alone would bring."""

ORDINARY = 2.0
"""Odds, in bits, that are left to chance; the tail is measured beyond them."""

PATIENCE = 4.0
"""Places that a map is credited with before its own tail counts."""

HALVING = 1.0 / math.log(2.0)
"""Mean excess, in bits, of a tail that halves with each bit: that of a model that is right about the map."""


def severity_of(bits: float) -> Severity:
    """How grave so many bits are."""
    return "warning" if bits >= STARTLING else "minor"


def told(surprise: Surprise) -> Iterator[tuple[int, float, int]]:
    """Index, bits and expected choice of each place that surprises enough to be told of."""
    bits = CHANCE - math.log2(max(len(surprise.odds), 1)) + _rarity(surprise.odds)
    for i in np.flatnonzero((bits >= TOLD) & (surprise.odds >= ORDINARY)):
        yield int(i), float(bits[i]), int(surprise.expected[i])


def _rarity(odds: NDArray[np.float64]) -> NDArray[np.float64]:
    """Surprisal of odds as high as each, or higher, among those of the whole map; shape (n,)."""
    excess = odds[odds >= ORDINARY] - ORDINARY
    share = (len(excess) + PATIENCE * 2.0**-ORDINARY) / (len(odds) + PATIENCE)
    mean = (excess.sum() + PATIENCE * HALVING) / (len(excess) + PATIENCE)
    steepness = min(1.0, HALVING / mean)
    return np.asarray(-math.log2(share) + steepness * (odds - ORDINARY))
