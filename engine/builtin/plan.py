"""What a mode gets to map a song, or a part of it, and what it gives back."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np

from engine.builtin.chance import Chance
from engine.builtin.levels import LEVELS, Level, paced
from engine.builtin.rhythm import Note, choose
from engine.builtin.ticks import Ticks
from engine.osu import DifficultySettings, HitObject
from engine.osu.timing import Timing
from engine.protocol import MODE_NAMES, Mode, Options
from engine.song import Song

HELD = 0.55
"""How well a sound has to last for a spinner."""

SHORTEST_SPINNER = 1000.0
"""ms: long enough for 1000 bonus points at every overall difficulty."""

LONGEST_SPINNER = 8
"""Beats."""


@dataclass(frozen=True)
class Plan:
    """One difficulty to be made, or one part of it.

    Attributes:
        song: the song.
        timing: red lines, and what else the map says.
        ticks: of the song.
        mode: game mode.
        level: number of the level whose limits hold.
        settings: of the difficulty.
        rhythm: how much is played, from 0 (beginner) on; 1 is about 6 stars.
        figures: how hard it is to play, on the same scale.
        options: what the mapper wishes.
        between: first and last time that may be touched, ms.
        within: times of a harder difficulty to choose from; none: all ticks.
        before: objects before the part, the last ones last.
        after: objects after it.
        remapped: a part of a map whose lines stay, not a difficulty of its own.
    """

    song: Song
    timing: Timing
    ticks: Ticks
    mode: Mode
    level: int
    settings: DifficultySettings
    rhythm: float
    figures: float
    options: Options
    between: tuple[float, float] = (-math.inf, math.inf)
    within: Sequence[float] | None = None
    before: Sequence[HitObject] = ()
    after: Sequence[HitObject] = ()
    remapped: bool = False

    @property
    def limits(self) -> Level:
        """What the level allows."""
        return LEVELS[self.mode][self.level]

    @property
    def keys(self) -> int:
        """Columns of mania."""
        return max(1, round(self.settings.circle_size))

    @property
    def chance(self) -> Chance:
        """The only source of chance; every mode and seed has its own."""
        return Chance(self.options.seed * len(MODE_NAMES) + MODE_NAMES.index(self.mode))

    def notes(self, density: float) -> list[Note]:
        """The moments to be played, so many a second where it sounds."""
        return choose(self.song, self.ticks, density, self.limits, self.between, self.within)

    def spinner_end(self, note: Note, *, last: bool) -> float | None:
        """When a spinner that begins at a note ends (ms), where a long sound stands alone."""
        pace = paced(note.beat)
        room = note.gap - max(self.limits.recovery * pace, note.rest * note.beat)
        if last:
            end = self.between[1] if math.isfinite(self.between[1]) else self.song.duration - note.beat
            room = min(end - note.tick, LONGEST_SPINNER * note.beat)
        beats = min(math.floor(room / note.beat + 0.02), LONGEST_SPINNER)
        length = beats * note.beat
        if length < max(self.limits.spinner * pace - 1, SHORTEST_SPINNER):
            return None
        held = self.song.onsets.sustain_at(note.tick, note.tick + length)
        return note.after(beats * 24) if held > HELD else None

    def velocity_at(self, time: float) -> float:
        """Scroll or slider velocity that keeps the speed equal over tempo changes: 1 at the usual tempo."""
        return self.timing.beat_length_at(time) / self.usual_beat

    @property
    def usual_beat(self) -> float:
        """Ms of the beat that is in force for the longest time."""
        return usual_beat(self.timing, self.song.duration)


@dataclass(frozen=True)
class Part:
    """What a mode made.

    Attributes:
        objects: in order of time.
        velocities: slider velocity from a time (ms) on; 1 before the first.
    """

    objects: list[HitObject]
    velocities: dict[float, float] = field(default_factory=dict)


MapMode = Callable[[Plan], Part]


def usual_beat(timing: Timing, duration: float) -> float:
    """Ms of the beat that is in force for the longest time of a song."""
    lasting: dict[float, float] = {}
    for red, following in zip(timing.red, [*timing.red[1:], None], strict=True):
        beat = timing.beat_length_at(red.time)
        until = following.time if following is not None else duration
        lasting[beat] = lasting.get(beat, 0.0) + until - red.time
    return max(lasting, key=lambda beat: lasting[beat], default=500.0)


def ranks(values: Sequence[float]) -> list[float]:
    """Share of the values that are smaller, 0 to 1; equal values share a rank."""
    ordered = np.sort(values)
    return [float(each) for each in np.searchsorted(ordered, values) / max(1, len(values) - 1)]
