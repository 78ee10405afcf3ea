"""What was done at places like this one: counts of the other places in the same context."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


def joined(*features: Ints | NDArray[np.bool_]) -> Ints:
    """One number, from 0, for each combination of features that occurs; all of shape (n,)."""
    result = np.zeros(len(features[0]), np.int64)
    for each in features:
        _, number = np.unique(each, return_inverse=True)
        _, result = np.unique(result * (len(number) + 1) + number, return_inverse=True)
    return result


def same(values: Ints, classes: int, context: Ints) -> Floats:
    """Counts, shape (n, classes), at the other places with the same context (a number from 0)."""
    groups = int(context.max(initial=-1)) + 1
    table = np.bincount(context * classes + values, minlength=groups * classes).reshape(groups, classes)
    return np.asarray(table[context] - np.eye(classes)[values])


def near(values: Ints, classes: int, context: Ints, reach: int) -> Floats:
    """Counts at the `reach` places before and after with the same context."""
    count = len(values)
    order = np.argsort(context, kind="stable")
    running = np.concatenate([np.zeros((1, classes)), np.cumsum(np.eye(classes)[values[order]], 0)])
    starts = np.searchsorted(context[order], context[order], side="left")
    ends = np.searchsorted(context[order], context[order], side="right")
    index = np.arange(count)
    low, high = np.maximum(index - reach, starts), np.minimum(index + reach + 1, ends)
    result = np.empty((count, classes))
    result[order] = running[high] - running[low]
    return result - np.eye(classes)[values]


def before(values: Ints, missing: int) -> Ints:
    """The value of the place before each; `missing` for the first."""
    return np.concatenate([[missing], values[:-1]]).astype(np.int64)[: len(values)]


def after(values: Ints, missing: int) -> Ints:
    """The value of the place after each; `missing` for the last."""
    return np.concatenate([values[1:], [missing]]).astype(np.int64)[: len(values)]
