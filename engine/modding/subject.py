"""What is modded: a difficulty with everything about it computed once, its set and its song."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from engine.mapper import MODES
from engine.modding.level import Level, level_of
from engine.osu import (
    Beatmap,
    Document,
    HitObject,
    Slider,
    Timing,
    combo_numbers,
    end_position,
    end_time,
    preempt_time,
    slider_timing,
    stack_heights,
    stack_offset,
)
from engine.osu.curves import Point
from engine.osu.sliders import SliderTiming
from engine.protocol import Mode
from engine.rating import rate
from engine.song import Onsets


@dataclass(frozen=True)
class SetFile:
    """A file of the mapset's folder.

    Attributes:
        name: relative to the folder, with forward slashes.
        size: bytes.
        path: where it can be read; none: it cannot be read from here.
    """

    name: str
    size: int
    path: Path | None = None


@dataclass(frozen=True)
class Mapset:
    """What lies beside the difficulty.

    Attributes:
        others: the other difficulties.
        files: every file of the folder, the difficulties included; empty: not known.
        storyboard: the lines of the set's .osb file; empty: there is none.
    """

    others: tuple[Document, ...] = ()
    files: tuple[SetFile, ...] = ()
    storyboard: str = ""


@dataclass(frozen=True)
class Subject:
    """A difficulty under the modder's eyes.

    Attributes:
        document: the difficulty.
        mapset: what lies beside it.
        onsets: of the song; none: it cannot be heard.
        song_length: ms; none: it cannot be heard.
        cancelled: called now and then by whatever takes long; raises when the run has become stale.
    """

    document: Document
    mapset: Mapset = Mapset()
    onsets: Onsets | None = None
    song_length: float | None = None
    cancelled: Callable[[], None] = field(default=lambda: None)

    @cached_property
    def beatmap(self) -> Beatmap:
        """The decoded values."""
        return self.document.beatmap

    @cached_property
    def objects(self) -> list[HitObject]:
        """In order of time."""
        return self.beatmap.objects

    @cached_property
    def mode(self) -> Mode:
        """Of the difficulty."""
        return MODES[self.beatmap.general.mode]

    @cached_property
    def timing(self) -> Timing:
        """What is in force."""
        return Timing(self.beatmap.timing_points)

    @cached_property
    def slider_timings(self) -> dict[int, SliderTiming]:
        """Path, span and velocity of each slider, by the object's index."""
        return {
            i: slider_timing(each, self.beatmap, self.timing)
            for i, each in enumerate(self.objects)
            if isinstance(each, Slider)
        }

    @cached_property
    def end_times(self) -> list[float]:
        """Ms at which each object is over."""
        sliders = self.slider_timings
        return [
            each.time + sliders[i].span * each.slides
            if isinstance(each, Slider)
            else end_time(each, self.beatmap, self.timing)
            for i, each in enumerate(self.objects)
        ]

    @cached_property
    def heads(self) -> list[Point]:
        """Where each object begins, px, unstacked."""
        return [(each.x, each.y) for each in self.objects]

    @cached_property
    def tails(self) -> list[Point]:
        """Where each object ends, px, unstacked."""
        return [end_position(each) for each in self.objects]

    @cached_property
    def stack_shifts(self) -> list[float]:
        """Px that stacking adds to x and y of each object."""
        circle_size = self.beatmap.difficulty.circle_size
        return [stack_offset(circle_size, height) for height in stack_heights(self.beatmap, self.timing)]

    @cached_property
    def combo_numbers(self) -> list[int]:
        """The number on each object."""
        return combo_numbers(self.beatmap)

    @cached_property
    def radius(self) -> float:
        """Px of a circle."""
        return 54.4 - 4.48 * self.beatmap.difficulty.circle_size

    @cached_property
    def preempt(self) -> float:
        """Ms an object is visible before its time."""
        return preempt_time(self.beatmap.difficulty.approach_rate)

    @cached_property
    def stars(self) -> float:
        """Star rating; 0 where there is nothing to rate."""
        if not self.objects:
            return 0.0
        try:
            return rate(self.document.to_bytes())[0]
        except ValueError:
            return 0.0  # too odd to be rated; what is odd about it is for the checks to say

    @cached_property
    def level(self) -> Level:
        """Easy to Expert: what the name says, else by star rating."""
        return level_of(self.beatmap.metadata.version, self.stars)
