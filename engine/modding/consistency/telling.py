"""From surprise to suggestions: what is told, and how gravely.

A map that breaks its own habits all the time means to, so a place is measured against all others: its score
is the surprisal of *so surprising a place* in this map, from the tail of the surprises it is full of.
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

TOLD = 7.0
"""Bits below which a surprise is the mapper's freedom: one place in 128 has as much."""

STARTLING = 9.0
"""Bits from which it is a warning."""

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
    bits = _against_all(surprise.odds)
    for i in np.flatnonzero(bits >= TOLD):
        yield int(i), float(bits[i]), int(surprise.expected[i])


def _against_all(odds: NDArray[np.float64]) -> NDArray[np.float64]:
    """Surprisal of odds as high as each among those of the whole map."""
    excess = odds[odds >= ORDINARY] - ORDINARY
    share = (len(excess) + PATIENCE * 2.0**-ORDINARY) / (len(odds) + PATIENCE)
    mean = (excess.sum() + PATIENCE * HALVING) / (len(excess) + PATIENCE)
    steepness = min(1.0, HALVING / mean)
    return np.where(odds >= ORDINARY, -math.log2(share) + steepness * (odds - ORDINARY), 0.0)
