"""How busy and how wide a difficulty has to be for the wished star rating."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from engine.osu import Beatmap, Document
from engine.rating import rate

STEPS = 9
"""Difficulties that are made at most while rhythm and figures grow alike."""

FINE_STEPS = 5
"""Difficulties that are made at most for each rhythm whose figures are then changed alone."""

CLOSE = 0.1
"""Stars from the wish at which the search ends."""

NARROW = 0.01
"""Difference of intensities that changes nothing worth a step."""

ALIKE = 3
"""Steps in a row with the same stars after which more of them change nothing either."""

LOWEST, HIGHEST = 0.0, 2.0
"""Intensities that are tried."""

EXPECTED = (0.8, 9.5)
"""Star ratings at the lowest and the highest, until they are known."""

APART = 0.4
"""How much harder or easier than its rhythm the figures of a difficulty may be."""

Make = Callable[[float, float], Beatmap]
"""A difficulty of an intensity of its rhythm and one of its figures."""


@dataclass
class _Search:
    """What was tried up to now.

    Attributes:
        wanted: star rating.
        tell: gets the share of the search that is done.
        best: stars of the closest difficulty, and it.
        made: count of difficulties.
    """

    wanted: float
    tell: Callable[[float], None]
    best: tuple[float, Beatmap] | None = None
    made: int = 0

    @property
    def missed(self) -> float:
        """Stars from the wish."""
        return abs(self.best[0] - self.wanted) if self.best is not None else self.wanted

    def between(
        self,
        make: Callable[[float], Beatmap],
        low: float,
        high: float,
        expected: tuple[float, float],
        steps: int,
    ) -> tuple[float, float]:
        """Close in on the wish from both sides; what is left between too easy and too hard."""
        at_low, at_high = expected
        seen: list[float] = []
        for step in range(steps):
            self.tell(self.made / (STEPS + 2 * FINE_STEPS))
            share = (self.wanted - at_low) / max(at_high - at_low, 1e-6)
            # a straight line that hits an end again and again gets nowhere: every third step halves
            share = 0.5 if step % 3 == 2 else min(max(share, 0.1), 0.9)
            intensity = low + share * (high - low)
            beatmap = make(intensity)
            stars = stars_of(beatmap)
            self.made += 1
            seen.append(stars)
            if self.best is None or abs(stars - self.wanted) < self.missed:
                self.best = (stars, beatmap)
            if stars < self.wanted:
                low, at_low = intensity, stars
            else:
                high, at_high = intensity, stars
            stuck = len(seen) >= ALIKE and len(set(seen[-ALIKE:])) == 1
            if self.missed < CLOSE or high - low < NARROW or stuck:
                break
        return low, high


def search(make: Make, wanted: float, tell: Callable[[float], None]) -> tuple[float, Beatmap]:
    """Make difficulties until one is close enough; the stars of the closest, and it.

    Where the song makes the rhythm leap from too sparse to too dense, the figures make up for it.

    Args:
        make: a difficulty.
        wanted: star rating.
        tell: gets the share of the search that is done.
    """
    found = _Search(wanted, tell)
    low, high = found.between(lambda both: make(both, both), LOWEST, HIGHEST, EXPECTED, STEPS)
    for rhythm, easiest, hardest in ((low, low, low + APART), (high, max(high - APART, LOWEST), high)):
        untried = rhythm in (LOWEST, HIGHEST)  # nothing was too easy, or nothing too hard
        if found.missed >= CLOSE and not untried:
            around = (wanted - 1, wanted + 1)
            found.between(partial(make, rhythm), easiest, hardest, around, FINE_STEPS)
    assert found.best is not None
    return found.best


def stars_of(beatmap: Beatmap) -> float:
    """Star rating; of an empty map 0, of one that is too odd to be rated beyond all wishes."""
    if not beatmap.objects:
        return 0.0
    try:
        return rate(Document.from_beatmap(beatmap).to_bytes())[0]
    except ValueError:
        return 100.0
