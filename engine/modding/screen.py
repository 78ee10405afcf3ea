"""What of the playfield a 4:3 screen shows."""

from __future__ import annotations

from engine.osu.curves import Point

LEFT, RIGHT, TOP, BOTTOM = -67.0, 579.0, -60.0, 428.0
"""px at the borders of a 4:3 screen."""


def beyond(point: Point, radius: float) -> float:
    """Px by which a circle sticks out of the screen; negative within it."""
    x, y = point
    return max(LEFT - (x - radius), x + radius - RIGHT, TOP - (y - radius), y + radius - BOTTOM)
