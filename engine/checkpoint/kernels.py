"""What is computed on a CPU in loops of our own, compiled for the CPU it runs on.

That is all of a decoder's step for one token a row, which costs what reading the weights costs: each is
read once for all rows, and nothing is started that takes longer than its numbers. Torch's operations, one
by one, take two to three times as long.

Shapes: r rows, d width, h heads, e = d / h, w windows, s encoder states; all arrays are float32, C-ordered,
but for weights, which may be int8.
"""

from __future__ import annotations

import math
from typing import Any

import numba
import numpy as np
import torch
from numba import prange
from numpy.typing import NDArray

from engine.checkpoint.compiling import compiled

Floats = NDArray[np.float32]
Places = NDArray[np.int64]
Weights = NDArray[Any]
"""(out, in), float32 or int8."""

ZERO = np.float32(0.0)
HALF = np.float32(0.5)
ONE = np.float32(1.0)
ROOT_HALF = np.float32(math.sqrt(0.5))
LOWEST = np.float32(-np.inf)

WIDE = 256
"""Width from which on a layer takes longer than waiting for a second thread."""

# both may share one pool of threads: numba's start resizes it, and torch must not find more than it chose
_CHOSEN = torch.get_num_threads()
MOST = min(_CHOSEN, numba.get_num_threads())
torch.set_num_threads(_CHOSEN)

parallel = compiled(parallel=True, fastmath={"reassoc", "contract", "nsz"}, nogil=True)
plain = compiled(fastmath={"reassoc", "contract", "nsz"}, nogil=True)


def choose_threads(width: int) -> None:
    """Let this thread's kernels run on as many cores as torch uses, where layers are wide enough."""
    numba.set_num_threads(MOST if width >= WIDE else 1)


@parallel
def linear(x: Floats, weight: Weights, scale: Floats, bias: Floats, out: Floats) -> None:
    """X (r, in) to out (r, out); a row of the weights counts `scale` (out,) times."""
    rows, width = x.shape
    for o in prange(len(weight)):
        row = weight[o]
        r = 0
        while r + 4 <= rows:  # a weight is made a float once for four rows
            a = b = c = d = ZERO
            for k in range(width):
                value = np.float32(row[k])
                a += value * x[r, k]
                b += value * x[r + 1, k]
                c += value * x[r + 2, k]
                d += value * x[r + 3, k]
            out[r, o] = a * scale[o] + bias[o]
            out[r + 1, o] = b * scale[o] + bias[o]
            out[r + 2, o] = c * scale[o] + bias[o]
            out[r + 3, o] = d * scale[o] + bias[o]
            r += 4
        while r < rows:
            a = ZERO
            for k in range(width):
                a += np.float32(row[k]) * x[r, k]
            out[r, o] = a * scale[o] + bias[o]
            r += 1


@parallel
def to_unit(x: Floats, least: float, low: Floats, span: Floats, out: Floats) -> None:
    """Bring each row of x (r, n) to 0..1: from its `low` (r,), divided by its `span`, `least` at least."""
    rows, width = x.shape
    for r in prange(rows):
        bottom = top = x[r, 0]
        for k in range(width):
            bottom, top = min(bottom, x[r, k]), max(top, x[r, k])
        low[r], span[r] = bottom, max(top - bottom, np.float32(least))
        factor = ONE / span[r]
        for k in range(width):
            out[r, k] = (x[r, k] - bottom) * factor


@parallel
def from_unit(products: Floats, low: Floats, span: Floats, sums: Floats, bias: Floats) -> None:
    """Make products (r, out) of such rows those of the rows themselves, in place, and add the bias.

    `sums` (out,) are those of each row of the weights.
    """
    rows, width = products.shape
    for r in prange(rows):
        for o in range(width):
            products[r, o] = products[r, o] * span[r] + (low[r] * sums[o] + bias[o])


@plain
def norm(x: Floats, weight: Floats, bias: Floats, eps: float, centred: bool, out: Floats) -> None:
    """LayerNorm of x (r, d), or RMSNorm where it is not centred."""
    rows, width = x.shape
    for r in range(rows):
        mean = ZERO
        if centred:
            for k in range(width):
                mean += x[r, k]
            mean /= np.float32(width)
        square = ZERO
        for k in range(width):
            square += (x[r, k] - mean) * (x[r, k] - mean)
        factor = np.float32(1.0 / math.sqrt(square / width + eps))
        for k in range(width):
            out[r, k] = (x[r, k] - mean) * factor * weight[k] + bias[k]


@parallel
def gelu(x: Floats) -> None:
    """GELU of x (r, n), in place."""
    rows, width = x.shape
    for k in prange(width):
        for r in range(rows):
            x[r, k] *= HALF * (ONE + math.erf(x[r, k] * ROOT_HALF))


@plain
def softmax(scores: Floats) -> None:
    """Of scores (n,), in place."""
    top = LOWEST
    for j in range(len(scores)):
        top = max(top, scores[j])
    total = ZERO
    for j in range(len(scores)):
        scores[j] = math.exp(scores[j] - top)
        total += scores[j]
    for j in range(len(scores)):
        scores[j] /= total


@plain
def attend(queries: Floats, keys: Floats, values: Floats) -> Floats:
    """One head's attention of queries (n, e) to keys and values (m, e), (n, e).

    All three must lie in one piece: only then are the loops compiled to wide instructions.
    """
    rows, size = queries.shape
    factor = np.float32(1.0 / math.sqrt(size))
    scores = np.empty((rows, len(keys)), np.float32)
    for j in range(len(keys)):
        for n in range(rows):
            score = ZERO
            for k in range(size):
                score += queries[n, k] * keys[j, k]
            scores[n, j] = score * factor
    for n in range(rows):
        softmax(scores[n])
    out = np.zeros((rows, size), np.float32)
    for j in range(len(keys)):
        for n in range(rows):
            share = scores[n, j]
            for k in range(size):
                out[n, k] += share * values[j, k]
    return out


@plain
def turn(x: Floats, cos: Floats, sin: Floats) -> None:
    """Rotate a head x (e,), in place; its halves are the planes' axes."""
    half = len(x) // 2
    for k in range(half):
        first, second = x[k], x[half + k]
        x[k] = first * cos[k] - second * sin[k]
        x[half + k] = second * cos[half + k] + first * sin[half + k]


@parallel
def attend_to_past(
    qkv: Floats,
    cos: Floats,
    sin: Floats,
    keys: Floats,
    values: Floats,
    start: int,
    first: Places,
    out: Floats,
) -> None:
    """Self attention of the position `start`, whose key and value are put in the cache.

    Shapes: qkv (r, 3d), cos and sin (r, e), keys and values (r, h, length, e), out (r, d); `first` (r,) is
    the first position each row looks at.
    """
    rows, heads, _length, size = keys.shape
    width = heads * size
    for place in prange(rows * heads):
        r, h = place // heads, place % heads
        at = h * size
        own_keys, own_values = keys[r, h], values[r, h]
        own_keys[start] = qkv[r, width + at : width + at + size]
        own_values[start] = qkv[r, 2 * width + at : 2 * width + at + size]
        turn(own_keys[start], cos[r], sin[r])
        query = qkv[r : r + 1, at : at + size].copy()
        turn(query[0], cos[r], sin[r])
        seen = slice(first[r], start + 1)
        out[r : r + 1, at : at + size] = attend(query, own_keys[seen], own_values[seen])


@parallel
def attend_to_audio(q: Floats, keys: Floats, values: Floats, out: Floats) -> None:
    """Attention of q (r, d) to the states' keys and values (w, h, s, e); r / w rows hear each window."""
    windows, heads, _states, size = keys.shape
    rows = len(q) // windows
    for place in prange(windows * heads):
        w, h = place // heads, place % heads
        own, head = slice(w * rows, (w + 1) * rows), slice(h * size, (h + 1) * size)
        out[own, head] = attend(q[own, head].copy(), keys[w, h], values[w, h])
