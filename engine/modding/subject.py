"""What is modded: a difficulty with everything about it computed once, its set and its song."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import numpy as np

from engine.modding.catch_path import Fall, falls_of
from engine.modding.edges import Edge, edges_of, rough_spans
from engine.modding.level import Level, level_named, level_rated
from engine.modding.measures import Measures, Places
from engine.modding.sounds import Sound, sounds_of, used_samples
from engine.modding.storyboard import Storyboard, read_storyboard
from engine.osu import (
    Beatmap,
    DecodeError,
    Document,
    HitObject,
    Slider,
    Timing,
    circle_radius,
    combo_numbers,
    end_time,
    preempt_time,
    slider_timing,
    stack_heights,
    stack_offset,
)
from engine.osu.curves import Point
from engine.osu.sliders import SliderTiming
from engine.protocol import MODE_NAMES, Mode
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

    @cached_property
    def by_name(self) -> dict[str, SetFile]:
        """The files by their name in lower case, as the game looks for them."""
        return {each.name.lower(): each for each in self.files}

    def file(self, name: str) -> SetFile | None:
        """A file of the folder; none: it is not there, or the files are not known."""
        return self.by_name.get(name.lower().replace("\\", "/"))

    @cached_property
    def story(self) -> Storyboard:
        """What the .osb file uses."""
        return read_storyboard(self.storyboard.splitlines())


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
        return MODE_NAMES[self.beatmap.general.mode]

    @cached_property
    def timing(self) -> Timing:
        """What is in force."""
        return Timing(self.beatmap.timing_points)

    @cached_property
    def measures(self) -> Measures:
        """The measures that the red lines make."""
        return Measures(self.timing)

    @cached_property
    def places(self) -> Places:
        """Where each object begins in its measure."""
        return self.measures.places(np.array([each.time for each in self.objects]))

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
        return [
            self.slider_timings[i].path.points[-1]
            if isinstance(each, Slider) and each.slides % 2
            else (each.x, each.y)
            for i, each in enumerate(self.objects)
        ]

    @cached_property
    def stack_shifts(self) -> list[float]:
        """Px that stacking adds to x and y of each object."""
        circle_size = self.beatmap.difficulty.circle_size
        heights = stack_heights(self.beatmap, self.timing, self.slider_timings)
        return [stack_offset(circle_size, height) for height in heights]

    @cached_property
    def combo_numbers(self) -> list[int]:
        """The number on each object."""
        return combo_numbers(self.beatmap)

    @cached_property
    def radius(self) -> float:
        """Px of a circle."""
        return circle_radius(self.beatmap.difficulty.circle_size)

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
    def level_is_named(self) -> bool:
        """Whether the name says the level, so that only its rules can be meant."""
        return level_named(self.beatmap.metadata.version) is not None

    @cached_property
    def level(self) -> Level:
        """Easy to Expert: what the name says, else by star rating."""
        named = level_named(self.beatmap.metadata.version)
        return named if named is not None else level_rated(self.stars)

    @cached_property
    def edges(self) -> list[Edge]:
        """Starts, repeats and ends, object by object."""
        return edges_of(self.beatmap, {i: each.span for i, each in self.slider_timings.items()})

    @cached_property
    def sounds(self) -> list[Sound]:
        """What the edges play."""
        return sounds_of(self.beatmap, self.timing, self.edges)

    @cached_property
    def samples(self) -> set[str]:
        """Names without suffix of every sample that may play."""
        return used_samples(self.beatmap, self.timing, self.sounds)

    @cached_property
    def clicked(self) -> dict[str, Sound]:
        """The samples that clicks play, each with the first start of an object that plays it."""
        first: dict[str, Sound] = {}
        for sound in self.sounds:
            if sound.part == "start":
                for name in sound.samples():
                    first.setdefault(name, sound)
        return first

    @cached_property
    def story(self) -> Storyboard:
        """What the difficulty's own storyboard uses."""
        return read_storyboard(self.document.section_lines("Events"))

    @cached_property
    def falls(self) -> list[Fall]:
        """Fruits and droplets of a catch difficulty, in order of time."""
        return falls_of(self.beatmap, self.slider_timings)

    @cached_property
    def play_time(self) -> float:
        """Ms from the first object to the end of the last."""
        return max(self.end_times) - self.objects[0].time if self.objects else 0.0

    @cached_property
    def drain_time(self) -> float:
        """Play time without breaks, ms."""
        return max(0.0, self.play_time - sum(each.end - each.start for each in self.beatmap.breaks))

    @cached_property
    def peers(self) -> tuple[Peer, ...]:
        """The set's other difficulties, looked at only as far as they say something about this one."""
        return tuple(Peer(each, self.mapset) for each in self.mapset.others if _decodes(each))

    @cached_property
    def peers_of_mode(self) -> tuple[Peer, ...]:
        """Those of the same game mode."""
        return tuple(each for each in self.peers if each.mode == self.mode)


class Peer(Subject):
    """Another difficulty of the set; its sliders are timed by their length, not their path."""

    @cached_property
    def edges(self) -> list[Edge]:
        """As of a subject."""
        return edges_of(self.beatmap, rough_spans(self.beatmap, self.timing))

    @cached_property
    def end_times(self) -> list[float]:
        """As of a subject."""
        last = {edge.object: edge.time for edge in self.edges}
        return [last[i] for i in range(len(self.objects))]


def _decodes(document: Document) -> bool:
    try:
        return document.beatmap is not None
    except DecodeError:
        return False  # a file without any section; what is wrong with it is told where it is opened
