"""How far the catcher of osu!catch gets: walking, dashing, and when the game makes a hyperdash of it."""

from __future__ import annotations

import itertools
import math
from dataclasses import dataclass

from engine.osu import Beatmap
from engine.osu.catch import DASH_SPEED, GRACE, catch_objects, catcher_width

WALK_SPEED = 0.5
"""Px a ms."""


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
        half = catcher_width(circle_size) / 2
        return cls(half, excess=half)

    def reach(self, time: float, direction: int) -> float:
        """Px to the farthest fruit at a time that a dash in a direction catches."""
        return DASH_SPEED * (time - self.time - GRACE) + (
            self.excess if direction == self.direction else self.half
        )

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
        reach: px a dash gets in that time; of a hyperdash its distance.
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
        time = self.end - self.start
        return not self.hyper and self.distance <= WALK_SPEED * time + self.reach - DASH_SPEED * time


def movements(beatmap: Beatmap) -> list[Movement]:
    """Every movement a map asks for, in order; tiny droplets and bananas ask for none."""
    falling = [each for each in catch_objects(beatmap) if each.kind in ("fruit", "droplet")]
    result = []
    for one, two in itertools.pairwise(falling):
        distance = abs(two.x - one.x)
        reach = distance + one.distance_to_hyperdash
        result.append(Movement(one.time, two.time, distance, reach, one.hyperdash, one.parent == two.parent))
    return result
