"""Where the editor puts an object that is snapped to a tick."""

from __future__ import annotations

import math


def editor_time(time: float) -> float:
    """The whole ms at which the editor puts an object on a tick: cut off, with room for rounding."""
    return float(math.floor(time + 1e-4))
