"""A small model of one choice in a map: several contexts vote, and the map itself says how much each counts.

Every context gives, for each place, how often each choice was made at the *other* places like it. The counts
become probabilities that lean on the whole map's where they are few (Dirichlet), and these are multiplied
with exponents that are fitted to the map, each at least 0 (a log-linear pool: multinomial logistic regression
on the votes). What is there and was unlikely surprises.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

CAUTION = 1.0
"""Places that the whole map counts for in each context."""

TRUST = 0.35
"""Exponent of a context before the map has said anything."""

STUBBORNNESS = 6.0
"""Precision of that belief."""

ROUNDS = 4
"""Newton steps; the fit is convex and all but done after three."""

FITTED = 1000
"""Places that are enough to see how much each context counts; of more every second, third ... is taken."""

KT = 0.5
"""Krichevsky-Trofimov: what each choice is given before it was ever made."""


@dataclass(frozen=True)
class Surprise:
    """What surprises; every array has shape (n,).

    Attributes:
        bits: surprisal of what is there.
        expected: the likeliest choice.
        odds: bits by which the likeliest choice beats what is there.
    """

    bits: Floats
    expected: Ints
    odds: Floats


def surprise(
    values: Ints, classes: int, contexts: Sequence[Floats], kernel: Floats | None = None
) -> Surprise:
    """How surprising each choice is, given all others.

    Args:
        values: shape (n,), what is there, 0 to `classes` - 1.
        classes: how many choices there are.
        contexts: each of shape (n, classes): how often each choice was made at places like this one, the
            place itself not counted.
        kernel: shape (classes, classes), rows sum to 1: how far a choice speaks for its neighbours, where
            choices are steps of a quantity.
    """
    count = len(values)
    own = np.eye(classes)[values]
    everywhere = own.sum(0) - own
    spread = [everywhere, *contexts]
    if kernel is not None:
        spread = list(np.einsum("knc,cd->knd", np.stack(spread), kernel))
    base = (spread[0] + KT) / (spread[0].sum(1, keepdims=True) + KT * classes)
    votes = np.stack(
        [
            np.log((each + CAUTION * base) / (each.sum(1, keepdims=True) + CAUTION)) - np.log(base)
            for each in spread[1:]
        ]
    )
    likely = _pooled(np.log(base), votes, _exponents(np.log(base), votes, values))
    # a map of n places has shown nothing that it could not do once more in n
    doubt = 1.0 / (count + 2)
    likely = (1 - doubt) * likely + doubt / classes
    there = likely[np.arange(count), values]
    return Surprise(
        bits=-np.log2(there),
        expected=likely.argmax(1),
        odds=np.log2(likely.max(1) / there),
    )


def _pooled(base: Floats, votes: Floats, exponents: Floats) -> Floats:
    """Shape (n, classes)."""
    logits = base + np.einsum("k,knc->nc", exponents, votes)
    likely = np.exp(logits - logits.max(1, keepdims=True))
    return np.asarray(likely / likely.sum(1, keepdims=True))


def _exponents(base: Floats, votes: Floats, values: Ints) -> Floats:
    """One for each context, shape (contexts,): the likeliest under a Gaussian belief, by Newton's method.

    Sums are written with einsum: threads of a matrix library cost more than they save on arrays so small.
    """
    step = -(-len(values) // FITTED)
    base, votes, values = base[::step], np.ascontiguousarray(votes[:, ::step]), values[::step]
    number = len(votes)
    exponents = np.full(number, TRUST)
    chosen = votes[:, np.arange(len(values)), values].sum(1)
    for _ in range(ROUNDS):
        weighted = votes * _pooled(base, votes, exponents)
        mean = weighted.sum(2)
        gradient = chosen - mean.sum(1) - STUBBORNNESS / step * (exponents - TRUST)
        spread = np.einsum("knc,jnc->kj", weighted, votes) - np.einsum("kn,jn->kj", mean, mean)
        curvature = spread + STUBBORNNESS / step * np.eye(number)
        exponents = np.maximum(exponents + np.linalg.solve(curvature, gradient), 0.0)
    return exponents
