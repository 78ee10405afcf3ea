"""What is heard of a difficulty: every hit with its sets, additions and volume in force."""

from __future__ import annotations

from collections.abc import Iterator

from engine.osu import Beatmap, HitObject, Slider, Spinner, Timing, nested_objects, slider_timing

LENIENCY = 5.0
"""ms after an object at which its sample line is looked up: a line a moment late still counts."""

NORMAL_SET = 1

TICK = 16
"""Bit of a slider tick, beside those of whistle, finish and clap."""

Sound = tuple[float, int, int, int, int]
"""Time (ms), normal set, addition set (1 normal, 2 soft, 3 drum), bits, volume (percent)."""


def sounds(beatmap: Beatmap, timing: Timing) -> list[Sound]:
    """All sounds in order of time.

    Raises:
        DecodeError: a slider is too absurd.
    """
    ear = _Ear(beatmap, timing)
    return sorted(sound for each in beatmap.objects for sound in ear.of(each))


class _Ear:
    def __init__(self, beatmap: Beatmap, timing: Timing) -> None:
        self._beatmap = beatmap
        self._timing = timing

    def of(self, each: HitObject) -> Iterator[Sound]:
        """The sounds of one object."""
        sample = each.sample
        match each:
            case Slider():
                yield from self._slider(each)
            case Spinner():
                yield self._sound(each, each.end_time, each.hitsound, sample.normal_set, sample.addition_set)
            case _:
                yield self._sound(each, each.time, each.hitsound, sample.normal_set, sample.addition_set)

    def _slider(self, slider: Slider) -> Iterator[Sound]:
        span = slider_timing(slider, self._beatmap, self._timing).span
        sample = slider.sample
        for edge in range(slider.slides + 1):
            bits = slider.edge_sounds[edge] if edge < len(slider.edge_sounds) else slider.hitsound
            normal, addition = sample.normal_set, sample.addition_set
            if edge < len(slider.edge_sets):
                normal, addition = slider.edge_sets[edge]
            yield self._sound(slider, slider.time + edge * span, bits, normal, addition)
        if self._beatmap.general.mode in (0, 2):
            for nested in nested_objects(slider, self._beatmap, self._timing):
                if nested.kind == "tick":
                    yield self._sound(slider, nested.time, TICK, sample.normal_set, sample.addition_set)

    def _sound(self, each: HitObject, time: float, bits: int, normal: int, addition: int) -> Sound:
        point = self._timing.sample_point_at(time + LENIENCY)
        normal = normal or point.sample_set or self._beatmap.general.sample_set or NORMAL_SET
        return time, normal, addition or normal, bits, each.sample.volume or point.volume
