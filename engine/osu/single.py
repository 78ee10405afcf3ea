"""Single precision, in which the game keeps positions and lengths; a ms of a slider can hang on it."""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from struct import Struct

_ONE = Struct("f")


def single(value: float) -> float:
    """The nearest number of single precision."""
    return float(_ONE.unpack(_ONE.pack(value))[0])


def singles(values: Iterable[float]) -> list[float]:
    """As :func:`single`, for many values at once."""
    return array("f", values).tolist()
