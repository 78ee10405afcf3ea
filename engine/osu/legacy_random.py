"""The game's own random numbers, which decide where droplets and bananas fall (xorshift, Marsaglia 2003)."""

from __future__ import annotations

_MASK = 0xFFFFFFFF


class LegacyRandom:
    """The same numbers as the game's generator for the same seed."""

    def __init__(self, seed: int) -> None:
        self._state = (seed, 842502087, 3579807591, 273326509)

    def whole(self) -> int:
        """A number from 0 to 2**31 - 1."""
        x, y, z, w = self._state
        t = (x ^ x << 11) & _MASK
        last = w ^ w >> 19 ^ t ^ t >> 8
        self._state = (y, z, w, last)
        return last & 0x7FFFFFFF

    def share(self) -> float:
        """A number from 0 to 1, without 1."""
        return self.whole() / 2147483648.0

    def between(self, least: int, most: int) -> int:
        """A whole number from `least` to `most`, without `most`."""
        return least + int(self.share() * (most - least))
