"""One group of events: the words of one thing, in the order a preset says them."""

from __future__ import annotations

from dataclasses import dataclass, field

from engine.checkpoint.events import Event, Events, Kind
from engine.checkpoint.parsing.lines import Lines
from engine.checkpoint.preset import POSITION_RANGE, SUSTAIN_INTERVAL, Preset
from engine.osu import HitSample

PLAYFIELD_WIDTH = 512
DISTANCE_LIMIT = 640
"""osu! pixels; what distance tokens reach."""
SNAP_LENIENCY = 2.0
"""ms an object may lie off a tick that still counts as its own."""
DIVISORS = range(1, 17)
SOUND_DELAY = 5
"""ms after a sound at which its sample set and volume are looked up."""
SOFT, NORMAL = 2, 1


def whole_ms(time: float) -> int:
    """A time as events say it: cut, after a nudge against binary fractions."""
    return int(time + 1e-5)


@dataclass(frozen=True)
class Sound:
    """A hitsound: its bits, its sample sets, and the time its surroundings are looked up, ms."""

    time: float
    hitsound: int
    sample: HitSample = field(default_factory=HitSample)


@dataclass
class Writer:
    """Appends groups to events; remembers where the last position was.

    Attributes:
        mode: of the beatmap: 0 osu!, 1 taiko, 2 catch, 3 mania.
        columns: keys, mania only.
    """

    preset: Preset
    lines: Lines
    mode: int
    columns: int = 4
    events: Events = field(default_factory=Events)
    position: tuple[float, float] = (256.0, 192.0)

    def group(
        self,
        event: Event,
        time: float,
        *,
        dated: bool = True,
        snapped: bool = True,
        position: tuple[float, float] | None = None,
        new_combo: bool = False,
        speed: float | None = None,
        sounds: tuple[Sound, ...] = (),
    ) -> None:
        """One group at a time (ms); `dated` groups say their time, `snapped` ones their beat divisor."""
        at = whole_ms(time)
        said: list[Event] = []
        if dated:
            said.append(Event(Kind.TIME, at))
            if snapped:
                said.append(Event(Kind.SNAPPING, self._divisor(time)))
        if position is not None:
            said += self._position(position)
        if new_combo and self.mode in {0, 2}:
            said.append(Event(Kind.NEW_COMBO))
        if speed is not None:
            said.append(Event(Kind.SCROLL_SPEED, round(min(max(speed, 0.01), 10) * 100)))
        for sound in sounds:
            said += self._sound(sound)
        ordered = [event, *said] if self.preset.types_first else [*said, event]
        for one in ordered:
            self.events.add(one, at)

    def sustain(
        self, event: Event, start: float, end: float, position: tuple[float, float] | None = None
    ) -> None:
        """Marks between start and end (ms), where the preset has them."""
        if not self.preset.has_sustain:
            return
        time = start + SUSTAIN_INTERVAL
        while time < end - 10:
            self.group(event, time, snapped=False, position=position)
            time += SUSTAIN_INTERVAL

    def _divisor(self, time: float) -> int:
        line = self.lines.red_at(time)
        beats = (time - line.time) / line.beat_length
        for divisor in DIVISORS:
            if abs(beats - round(beats * divisor) / divisor) * line.beat_length < SNAP_LENIENCY:
                return divisor
        return 0

    def _position(self, position: tuple[float, float]) -> list[Event]:
        if self.mode == 3:
            column = int(position[0] / PLAYFIELD_WIDTH * self.columns)
            return [Event(Kind.COLUMN, min(max(column, 0), self.columns - 1))]
        if self.mode == 1:
            return []
        said = []
        if self.preset.has_distances:
            away = ((position[0] - self.position[0]) ** 2 + (position[1] - self.position[1]) ** 2) ** 0.5
            said.append(Event(Kind.DISTANCE, int(min(away, DISTANCE_LIMIT))))
        self.position = position
        return said + self._cell(position)

    def _cell(self, position: tuple[float, float]) -> list[Event]:
        said = self.preset.positions
        left, right, top, bottom = POSITION_RANGE
        step = said.precision
        x = int(min(max(position[0] / step, left / step), right / step))
        y = int(min(max(position[1] / step, top / step), bottom / step))
        if said.split:
            return [Event(Kind.X, x), Event(Kind.Y, y)]
        columns = (right - left) / step + 1
        cell = [Event(Kind.POSITION, int(x - left / step + (y - top / step) * columns))]
        if said.refinement:
            parts = step // said.refinement
            fine = [min(int(value % step // said.refinement), parts - 1) for value in position]
            cell.append(Event(Kind.POSITION_REFINEMENT, fine[0] + fine[1] * parts))
        return cell

    def _sound(self, sound: Sound) -> list[Event]:
        line = self.lines.at(sound.time + SOUND_DELAY)
        sample = sound.sample
        normal = sample.normal_set or line.sample_set or SOFT
        addition = sample.addition_set or normal
        volume = min(max(sample.volume or line.volume, 0), 100)
        normal = normal if 0 < normal < 4 else NORMAL
        addition = addition if 0 < addition < 4 else NORMAL
        value = (sound.hitsound & 14) // 2 + 8 * (normal - 1) + 24 * (addition - 1)
        return [Event(Kind.HITSOUND, value), Event(Kind.VOLUME, volume)]
