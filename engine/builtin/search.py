"""The intensity at which a difficulty has the wished star rating."""

from __future__ import annotations

from collections.abc import Callable

from engine.osu import Beatmap, Document
from engine.rating import rate

STEPS = 10
"""Difficulties that are made at most."""

CLOSE = 0.1
"""Stars from the wish at which the search ends."""

LOWEST, HIGHEST = 0.0, 1.6
"""Intensities that are tried."""

EXPECTED = (0.8, 8.0)
"""Star ratings at the lowest and the highest, until they are known."""


def search(
    make: Callable[[float], Beatmap], wanted: float, tell: Callable[[float], None]
) -> tuple[float, Beatmap]:
    """Make difficulties until one is close enough; the stars of the closest, and it.

    Args:
        make: a difficulty of an intensity.
        wanted: star rating.
        tell: gets the share of the search that is done.
    """
    low, high = LOWEST, HIGHEST
    at_low, at_high = EXPECTED
    best: tuple[float, Beatmap] | None = None
    for step in range(STEPS):
        tell(step / STEPS)
        share = (wanted - at_low) / max(at_high - at_low, 1e-6)
        # a straight line that hits an end again and again gets nowhere: every third step halves
        share = 0.5 if step % 3 == 2 else min(max(share, 0.1), 0.9)
        intensity = low + share * (high - low)
        made = make(intensity)
        stars = stars_of(made)
        if best is None or abs(stars - wanted) < abs(best[0] - wanted):
            best = (stars, made)
        if abs(stars - wanted) < CLOSE:
            break
        if stars < wanted:
            low, at_low = intensity, stars
        else:
            high, at_high = intensity, stars
    assert best is not None
    return best


def stars_of(beatmap: Beatmap) -> float:
    """Star rating; of an empty map 0, of one that is too odd to be rated beyond all wishes."""
    if not beatmap.objects:
        return 0.0
    try:
        return rate(Document.from_beatmap(beatmap).to_bytes())[0]
    except ValueError:
        return 100.0
