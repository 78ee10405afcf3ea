"""What falls in catch: fruits, droplets and bananas, from the objects of a difficulty.

The small random offsets of the game's droplets are left out: they cannot be judged in a preview.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from engine.osu import Beatmap, Nested, Slider, Spinner, Timing, nested_objects, slider_timing

LONGEST_GAP = 80.0
"""ms between two things of a stream above which tiny droplets fill it."""

TINY_GAP = 100.0
"""ms tiny droplets are apart at most."""

PLAYFIELD = 512.0
"""px."""

Fruit = tuple[str, float, float]
"""What it is (`fruit`, `droplet`, `tiny`, `banana`), its time in ms and its x in px."""


def fruits(beatmap: Beatmap, timing: Timing) -> list[Fruit]:
    """Everything that falls, in order of time.

    Raises:
        DecodeError: a slider is too absurd.
    """
    result: list[Fruit] = []
    for each in beatmap.objects:
        match each:
            case Slider():
                result += _stream(each, beatmap, timing)
            case Spinner():
                result += _bananas(each)
            case _:
                result.append(("fruit", each.time, each.x))
    return sorted(result, key=lambda fruit: fruit[1])


def _stream(slider: Slider, beatmap: Beatmap, timing: Timing) -> Iterator[Fruit]:
    how = slider_timing(slider, beatmap, timing)
    nested = [each for each in nested_objects(slider, beatmap, timing) if each.kind != "legacy_last_tick"]
    for each in nested:
        yield ("droplet" if each.kind == "tick" else "fruit", each.time, each.x)
    for before, after in pairwise(sorted(nested, key=lambda each: each.time)):
        for time in _between(before, after):
            spans = (time - slider.time) / how.span if how.span > 0 else 0.0
            share = spans % 1 if int(spans) % 2 == 0 else 1 - spans % 1
            yield ("tiny", time, how.path.position_at(how.path.length * share)[0])


def _between(before: Nested, after: Nested) -> Iterator[float]:
    """Times of the tiny droplets between two things: the gap halved until it is small enough."""
    gap = after.time - before.time
    if gap <= LONGEST_GAP:
        return
    step = gap
    while step > TINY_GAP:
        step /= 2
    time = before.time + step
    while time < after.time - step / 2:
        yield time
        time += step


def _bananas(spinner: Spinner) -> Iterator[Fruit]:
    """A shower; where each banana falls is the game's chance, here it is spread evenly."""
    step = spinner.end_time - spinner.time
    if step <= 0:
        return
    while step > TINY_GAP:
        step /= 2
    count = round((spinner.end_time - spinner.time) / step)
    for number in range(count + 1):
        yield ("banana", spinner.time + number * step, number * 197.0 % PLAYFIELD)
