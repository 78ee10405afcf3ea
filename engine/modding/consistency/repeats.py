"""The same part of other measures: those around, and those that are most like it, wherever they are."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from engine.modding.measures import PARTS, Places

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

ALIKE = 8
"""Measures that are looked at for each: those whose rhythm is most like it."""

SLOTS = 12
"""Parts of a beat by which rhythms are compared."""

BESIDE = 0.6
"""Weight of the measures before and after when two measures are compared."""

CLOSENESS = 0.12
"""Unlikeness (1 - cosine) at which a measure speaks e times more softly."""

AROUND = (-4, -3, -2, -1, 1, 2, 3, 4)
"""Measures of the same section."""

BLOCK = 1024
"""Measures compared at once; bounds the memory."""

KEY = 64 * PARTS
"""More parts than any measure has."""


class Repeats:
    """Finds the places at the same part of other measures.

    Args:
        places: of what is looked at, at least one.
        starts: where objects begin; measures are compared by it.
        ends: where objects end; they belong to the rhythm, half as loud.
    """

    def __init__(self, places: Places, starts: Places, ends: Places) -> None:
        self._places = places
        self._numbers, self._row = np.unique(places.measure, return_inverse=True)
        keys = self._row * KEY + places.part
        self._order = np.argsort(keys, kind="stable")
        self._sorted = keys[self._order]
        self._starts, self._ends = starts, ends

    def around(self, values: Ints, classes: int) -> Floats:
        """Counts at the same part of the measures around; nearer ones count more."""
        wanted = self._places.measure[:, None] + np.array(AROUND)[None]
        weights = np.broadcast_to(2.0 / (1.0 + np.abs(np.array(AROUND))), wanted.shape)
        return self._counts(values, classes, self._rows(wanted), weights)

    def alike(self, values: Ints, classes: int) -> Floats:
        """Counts at the same part of the measures with the most similar rhythm."""
        grid = self._empty_grid(1)
        for places, loudness in ((self._ends, 0.5), (self._starts, 1.0)):
            rows = self._rows(places.measure)
            grid[rows[rows >= 0], self._slots(places)[rows >= 0]] = loudness
        framed = self._framed(grid)
        rows, likeness = _most_alike(framed / (np.linalg.norm(framed, axis=1, keepdims=True) + 1e-9))
        return self._counts(values, classes, rows[self._row], _loudness(likeness)[self._row])

    def alike_in(self, values: Ints, classes: int) -> Floats:
        """Counts at the same part of the measures that are most alike in these very values.

        Whether the value at the part itself is the same does not count for the likeness.
        """
        grid = self._empty_grid(classes)
        grid[self._row, self._slots(self._places) * classes + values] = 1.0
        framed = self._framed(grid)
        rows, agreeing = _most_alike(framed)
        index, found = self._at(rows[self._row])
        agreeing_elsewhere = agreeing[self._row] - (found & (values[index] == values[:, None]))
        elsewhere = np.maximum((framed**2).sum(1) - 1.0, 1.0)[self._row, None]
        return self._counts(values, classes, rows[self._row], _loudness(agreeing_elsewhere / elsewhere))

    def other(self, values: Ints, measures: int, missing: int) -> Ints:
        """The value at the same part of the measure so many later (earlier: negative)."""
        index, found = self._at(self._rows(self._places.measure + measures)[:, None])
        return np.where(found[:, 0], values[index[:, 0]], missing)

    def _rows(self, measures: Ints) -> Ints:
        """Row of each measure, by its number; -1 where there is nothing to look at."""
        rows = np.minimum(np.searchsorted(self._numbers, measures), len(self._numbers) - 1)
        return np.where(self._numbers[rows] == measures, rows, -1)

    def _at(self, rows: Ints) -> tuple[Ints, NDArray[np.bool_]]:
        """Index of the place at the same part in rows of measures, shape (n, m), and whether it is there."""
        keys = rows * KEY + self._places.part[:, None]
        position = np.minimum(np.searchsorted(self._sorted, keys), len(self._sorted) - 1)
        return self._order[position], (self._sorted[position] == keys) & (rows >= 0)

    def _counts(self, values: Ints, classes: int, rows: Ints, weights: Floats) -> Floats:
        count = len(values)
        index, found = self._at(rows)
        flat = np.arange(count)[:, None] * classes + values[index]
        table = np.bincount(flat[found], weights[found], minlength=count * classes)
        return np.asarray(table.reshape(count, classes), np.float64)

    def _empty_grid(self, classes: int) -> NDArray[np.float32]:
        slots = int(self._places.size.max()) * SLOTS // PARTS
        return np.zeros((len(self._numbers), slots * classes), np.float32)

    def _slots(self, places: Places) -> Ints:
        return np.asarray(np.minimum(places.part, self._places.size.max() - 1) * SLOTS // PARTS)

    def _framed(self, grid: NDArray[np.float32]) -> NDArray[np.float32]:
        """Each row between the measure before and the one after, which count less."""
        linked = (np.diff(self._numbers) == 1)[:, None]
        earlier, later = np.zeros_like(grid), np.zeros_like(grid)
        earlier[1:] = np.where(linked, grid[:-1], 0)
        later[:-1] = np.where(linked, grid[1:], 0)
        return np.concatenate([BESIDE * earlier, grid, BESIDE * later], axis=1).astype(np.float32)


def _most_alike(vectors: NDArray[np.float32]) -> tuple[Ints, Floats]:
    """Rows with the largest inner product with each, shape (rows, at most ALIKE), and the products."""
    total = len(vectors)
    most = min(ALIKE, total - 1)
    if most < 1:
        return np.full((total, 1), -1), np.zeros((total, 1))
    rows, products = [], []
    for start in range(0, total, BLOCK):
        likeness = vectors[start : start + BLOCK] @ vectors.T
        own = np.arange(len(likeness))
        likeness[own, own + start] = -np.inf
        best = np.argpartition(-likeness, most - 1, axis=1)[:, :most]
        rows.append(best)
        products.append(likeness[own[:, None], best])
    return np.concatenate(rows), np.concatenate(products).astype(np.float64)


def _loudness(likeness: Floats) -> Floats:
    """How much a measure counts by its likeness, 0 to 1."""
    return np.asarray(np.exp((likeness - 1.0) / CLOSENESS))
