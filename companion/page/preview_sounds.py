"""What is heard of a difficulty: every hit with its sets, additions and volume in force."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from engine.osu import Beatmap, HitObject, Nested, Slider, Spinner, Timing

LENIENCY = 5.0
"""ms after an object at which its sample line is looked up: a line a moment late still counts."""

NORMAL_SET = 1

TICK = 16
"""Bit of a slider tick, beside those of whistle, finish and clap."""

TICKING_MODES = (0, 2)
"""Modes in which slider ticks sound."""

Sound = tuple[float, int, int, int, int]
"""Time (ms), normal set, addition set (1 normal, 2 soft, 3 drum), bits, volume (percent)."""


def sounds(beatmap: Beatmap, timing: Timing, nested: Sequence[Sequence[Nested]]) -> list[Sound]:
    """All sounds in order of time.

    Args:
        beatmap: the difficulty.
        timing: its lines.
        nested: for each object what happens on it; nothing for all but sliders.
    """
    ear = _Ear(beatmap, timing)
    together = zip(beatmap.objects, nested, strict=True)
    return sorted(sound for each, parts in together for sound in ear.of(each, parts))


class _Ear:
    def __init__(self, beatmap: Beatmap, timing: Timing) -> None:
        self._beatmap = beatmap
        self._timing = timing

    def of(self, each: HitObject, nested: Sequence[Nested]) -> Iterator[Sound]:
        """The sounds of one object."""
        sample = each.sample
        match each:
            case Slider():
                yield from self._slider(each, nested)
            case Spinner():
                yield self._sound(each, each.end_time, each.hitsound, sample.normal_set, sample.addition_set)
            case _:
                yield self._sound(each, each.time, each.hitsound, sample.normal_set, sample.addition_set)

    def _slider(self, slider: Slider, nested: Sequence[Nested]) -> Iterator[Sound]:
        sample = slider.sample
        edges = [part for part in nested if part.kind in ("head", "repeat", "tail")]
        for number, edge in enumerate(edges):
            bits = slider.edge_sounds[number] if number < len(slider.edge_sounds) else slider.hitsound
            normal, addition = sample.normal_set, sample.addition_set
            if number < len(slider.edge_sets):
                normal, addition = slider.edge_sets[number]
            yield self._sound(slider, edge.time, bits, normal, addition)
        if self._beatmap.general.mode in TICKING_MODES:
            for part in nested:
                if part.kind == "tick":
                    yield self._sound(slider, part.time, TICK, sample.normal_set, sample.addition_set)

    def _sound(self, each: HitObject, time: float, bits: int, normal: int, addition: int) -> Sound:
        point = self._timing.sample_point_at(time + LENIENCY)
        normal = normal or point.sample_set or self._beatmap.general.sample_set or NORMAL_SET
        return time, normal, addition or normal, bits, each.sample.volume or point.volume
