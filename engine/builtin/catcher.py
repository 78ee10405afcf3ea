"""How far the catcher of osu!catch gets: walking, dashing, and when the game makes a hyperdash of it.

The facts are ppy/osu's (CatchBeatmapProcessor): a dash covers 1 px a ms, a walk half of it.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from engine.osu import Beatmap, Slider, Spinner, nested_objects
from engine.osu.timing import Timing

WIDTH = 106.75
"""px of the catcher at circle size 5."""

WALK, DASH = 0.5, 1.0
"""px a ms."""

GRACE = 1000 / 60 / 4
"""ms the game takes off the time between two fruits."""


@dataclass
class Catcher:
    """The catcher below the last fruit.

    Attributes:
        half: half its width, px.
        x: of the last fruit, px.
        time: of the last fruit, ms.
        direction: of the last movement, 1 right, -1 left, 0 none yet.
        excess: px that are left of its reach when it goes on in that direction.
    """

    half: float
    x: float = 256.0
    time: float = -math.inf
    direction: int = 0
    excess: float = 0.0

    @classmethod
    def of(cls, circle_size: float) -> Catcher:
        """A catcher in the middle."""
        half = WIDTH * (1.0 - 0.7 * (circle_size - 5) / 5) / 2
        return cls(half, excess=half)

    def reach(self, time: float, direction: int) -> float:
        """Px to the farthest fruit at a time that a dash in a direction catches."""
        return DASH * (time - self.time - GRACE) + (self.excess if direction == self.direction else self.half)

    def move(self, x: float, time: float) -> bool:
        """Go on to a fruit; whether it takes a hyperdash."""
        direction = 1 if x > self.x else -1
        left = self.reach(time, direction) - abs(x - self.x)
        hyper = left < 0 and math.isfinite(self.time)
        self.excess = self.half if hyper else min(max(left, 0.0), self.half)
        self.x, self.time, self.direction = x, time, direction
        return hyper


@dataclass(frozen=True)
class Movement:
    """From one fruit or droplet to the next.

    Attributes:
        start: ms.
        end: ms.
        distance: px.
        reach: px a dash gets in that time.
        hyper: whether the game makes it a hyperdash.
        inside: it happens inside a juice stream.
    """

    start: float
    end: float
    distance: float
    reach: float
    hyper: bool
    inside: bool

    @property
    def walked(self) -> bool:
        """Whether it can be walked, the catcher's width included."""
        return self.distance <= WALK * (self.end - self.start) + (self.reach - DASH * (self.end - self.start))


def movements(beatmap: Beatmap) -> Iterator[Movement]:
    """Every movement a map asks for, in order; tiny droplets and bananas ask for none."""
    timing = Timing(beatmap.timing_points)
    catcher = Catcher.of(beatmap.difficulty.circle_size)
    for each in beatmap.objects:
        if isinstance(each, Spinner):
            continue
        places = [(each.time, each.x)]
        if isinstance(each, Slider):
            nested = nested_objects(each, beatmap, timing)
            places = [(one.time, one.x) for one in nested if one.kind != "legacy_last_tick"]
        for number, (time, x) in enumerate(places):
            before, at = catcher.time, catcher.x
            reach = catcher.reach(time, 1 if x > catcher.x else -1)
            hyper = catcher.move(x, time)
            if math.isfinite(before):
                yield Movement(before, time, abs(x - at), reach, hyper, number > 0)
