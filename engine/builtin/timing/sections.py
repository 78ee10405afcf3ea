"""Stretches of constant tempo in a row of beats: as few red lines as the beats allow."""

from __future__ import annotations

import itertools

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

LENIENCY = 9.0
"""ms by which a beat may leave its line without notice."""

PRICE = 14.0
"""Squared leniencies that a red line has to save."""

OFF_BAR = 8.0
"""The same, in addition, for a red line that is not on a downbeat."""

LONGEST = 400
"""Beats of a section that are weighed at once; bounds the time."""


def split(beats: Floats, downbeat: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """Sections as first and last index (inclusive; neighbours share a beat) of least squared error and price.

    Args:
        beats: shape (n,), ms.
        downbeat: shape (n,), where a measure begins.
    """
    count = len(beats)
    index = np.arange(count, dtype=np.float64)
    total = {
        (i, j): np.concatenate([[0.0], np.cumsum(index**i * beats**j)])
        for i, j in ((0, 0), (1, 0), (2, 0), (0, 1), (1, 1), (0, 2))
    }
    best = np.full(count, np.inf)
    best[0] = 0.0
    back = np.zeros(count, np.int64)
    price = np.where(downbeat, PRICE, PRICE + OFF_BAR)
    for last in range(1, count):
        first = np.arange(max(0, last - LONGEST), last)

        def between(i: int, j: int, first: NDArray[np.int64] = first, last: int = last) -> Floats:
            return np.asarray(total[i, j][last + 1] - total[i, j][first])

        n, x, xx = between(0, 0), between(1, 0), between(2, 0)
        y, xy, yy = between(0, 1), between(1, 1), between(0, 2)
        spread = xx - x * x / n
        slope = (xy - x * y / n) / np.maximum(spread, 1e-9)
        error = np.maximum(0.0, yy - y * y / n - slope * (xy - x * y / n)) / LENIENCY**2
        cost = best[first] + error + price[first]
        back[last] = first[int(cost.argmin())]
        best[last] = cost.min()
    edges = [count - 1]
    while edges[-1] > 0:
        edges.append(int(back[edges[-1]]))
    edges.reverse()
    return list(itertools.pairwise(edges))
