"""Numbers as the game reads and writes them."""

from __future__ import annotations

import math

NUMBER = "a number"

WHOLE_NUMBER = "a whole number of 32 bits"

LARGEST = 2147483647.0
"""Beyond it the game refuses a number."""

LARGEST_COORDINATE = 131072.0
"""The same for positions and slider lengths (px)."""


def decimal(text: str, limit: float = LARGEST) -> float:
    """A decimal number.

    Raises:
        ValueError: it is none, not finite or beyond the limit.
    """
    try:
        value = float(text)
    except ValueError:
        raise ValueError(NUMBER) from None
    if not -limit <= value <= limit or "_" in text:
        raise ValueError(f"a number from {-limit:.0f} to {limit:.0f}")
    return value


def decimal_or_nan(text: str) -> float:
    """A decimal number, where the game also takes NaN (beat lengths)."""
    return math.nan if text.strip().lower() == "nan" else decimal(text)


def whole(text: str) -> int:
    """A whole number.

    Raises:
        ValueError: it is none or beyond 32 bits.
    """
    try:
        value = int(text)
    except ValueError:
        raise ValueError(WHOLE_NUMBER) from None
    if not -LARGEST <= value <= LARGEST or "_" in text:
        raise ValueError(WHOLE_NUMBER)
    return value


def written(value: float, version: int) -> str:
    """A number as the game that writes this file version would: stable 15 digits, lazer as many as it takes.

    A number that 15 digits do not hold keeps all of its own.
    """
    if abs(value) < 1e15 and value == int(value):
        return str(int(value))
    short = f"{value:.15g}"
    return short if version < 128 and float(short) == value else repr(value).replace("nan", "NaN")
