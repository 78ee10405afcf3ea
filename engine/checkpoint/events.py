"""The words a checkpoint speaks: events, the groups they form, and their times."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple


class Kind(StrEnum):
    """Kinds of events; the values are the names in a checkpoint's `tokenizer.json`."""

    TIME = "t"
    SNAPPING = "snap"
    DISTANCE = "dist"
    NEW_COMBO = "new_combo"
    HITSOUND = "hitsound"
    VOLUME = "volume"
    CIRCLE = "circle"
    SPINNER = "spinner"
    SPINNER_END = "spinner_end"
    SLIDER_HEAD = "slider_head"
    BEZIER_ANCHOR = "bezier_anchor"
    PERFECT_ANCHOR = "perfect_anchor"
    CATMULL_ANCHOR = "catmull_anchor"
    RED_ANCHOR = "red_anchor"
    LAST_ANCHOR = "last_anchor"
    SLIDER_END = "slider_end"
    BEAT = "beat"
    MEASURE = "measure"
    TIMING_POINT = "timing_point"
    GAMEMODE = "gamemode"
    STYLE = "style"
    DIFFICULTY = "difficulty"
    MAPPER = "mapper"
    CIRCLE_SIZE = "cs"
    YEAR = "year"
    HITSOUNDED = "hitsounded"
    SONG_LENGTH = "song_length"
    SONG_POSITION = "song_position"
    GLOBAL_SV = "global_sv"
    KEY_COUNT = "keycount"
    HOLD_NOTE_RATIO = "hold_note_ratio"
    SCROLL_SPEED_RATIO = "scroll_speed_ratio"
    DESCRIPTOR = "descriptor"
    X = "pos_x"
    Y = "pos_y"
    POSITION = "pos"
    POSITION_REFINEMENT = "pos_refine"
    KIAI = "kiai"
    COLUMN = "column"
    HOLD_NOTE = "hold_note"
    HOLD_NOTE_END = "hold_note_end"
    SCROLL_SPEED_CHANGE = "scroll_speed_change"
    SCROLL_SPEED = "scroll_speed"
    DRUMROLL = "drumroll"
    DRUMROLL_END = "drumroll_end"
    DENDEN = "denden"
    DENDEN_END = "denden_end"
    SLIDER_SUSTAIN = "slider_sustain"
    SLIDER_REPEAT_SUSTAIN = "slider_repeat_sustain"
    SPINNER_SUSTAIN = "spinner_sustain"
    HOLD_NOTE_SUSTAIN = "hold_note_sustain"
    DRUMROLL_SUSTAIN = "drumroll_sustain"
    DENDEN_SUSTAIN = "denden_sustain"


class ContextKind(StrEnum):
    """What a run of events describes."""

    NONE = "none"
    TIMING = "timing"
    NO_HITSOUNDS = "no_hs"
    GUEST = "gd"
    MAP = "map"
    KIAI = "kiai"
    SV = "sv"


BEATS = frozenset({Kind.BEAT, Kind.MEASURE, Kind.TIMING_POINT})
UNTIMED = frozenset({Kind.BEZIER_ANCHOR, Kind.PERFECT_ANCHOR, Kind.CATMULL_ANCHOR, Kind.RED_ANCHOR})
TIMED = frozenset(
    {
        Kind.CIRCLE,
        Kind.SPINNER,
        Kind.SPINNER_END,
        Kind.SLIDER_HEAD,
        Kind.LAST_ANCHOR,
        Kind.SLIDER_END,
        *BEATS,
        Kind.KIAI,
        Kind.HOLD_NOTE,
        Kind.HOLD_NOTE_END,
        Kind.DRUMROLL,
        Kind.DRUMROLL_END,
        Kind.DENDEN,
        Kind.DENDEN_END,
        Kind.SCROLL_SPEED_CHANGE,
    }
)
GROUP_TYPES = TIMED | UNTIMED
"""The event of a group that says what the group is (sustain marks excepted: they are passed over)."""


class Event(NamedTuple):
    """One word: a kind and a value within the kind's range; times are ms once they are absolute."""

    kind: Kind
    value: int = 0


@dataclass(slots=True)
class Events:
    """Events with their times, ms; `times[i]` belongs to `events[i]`."""

    events: list[Event] = field(default_factory=list)
    times: list[int] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.events)

    def add(self, event: Event, time: int) -> None:
        """Append one event."""
        self.events.append(event)
        self.times.append(time)

    def copy(self) -> Events:
        """The same events in lists of their own."""
        return Events(self.events.copy(), self.times.copy())

    def between(self, start: float, end: float) -> list[Event]:
        """The events after the last one before `start`, up to the last one before `end`."""
        return self.events[self.index_before(start) : self.index_before(end)]

    def index_before(self, time: float) -> int:
        """How many events there are up to the last one before a time."""
        for index in range(len(self.times) - 1, -1, -1):
            if self.times[index] < time:
                return index + 1
        return 0

    def last_of(self, kind: Kind, before: float) -> Event | None:
        """The last event of a kind before a time."""
        for event, time in zip(reversed(self.events), reversed(self.times), strict=True):
            if event.kind is kind and time < before:
                return event
        return None

    def without(self, kinds: Collection[Kind]) -> Events:
        """All but the events of some kinds."""
        return _unzip((e, t) for e, t in zip(self.events, self.times, strict=True) if e.kind not in kinds)

    def of(self, kinds: Collection[Kind]) -> Events:
        """Only the events of some kinds."""
        return _unzip((e, t) for e, t in zip(self.events, self.times, strict=True) if e.kind in kinds)

    def from_time(self, time: float) -> Events:
        """All events at or after a time."""
        return _unzip((e, t) for e, t in zip(self.events, self.times, strict=True) if t >= time)

    def drop_tail_after(self, time: float) -> None:
        """Remove events from the end as long as they lie after a time."""
        while self.times and self.times[-1] > time:
            del self.events[-1], self.times[-1]

    def joined(self, other: Events) -> Events:
        """This run of events followed by another."""
        return Events(self.events + other.events, self.times + other.times)

    def merged(self, other: Events) -> Events:
        """Both runs in order of time; at equal times this one's events first."""
        result, i, j = Events(), 0, 0
        while i < len(self) and j < len(other):
            if self.times[i] <= other.times[j]:
                result.add(self.events[i], self.times[i])
                i += 1
            else:
                result.add(other.events[j], other.times[j])
                j += 1
        return Events(
            result.events + self.events[i:] + other.events[j:],
            result.times + self.times[i:] + other.times[j:],
        )

    def time_new_events(self, end: float, *, types_first: bool) -> None:
        """Give times to events that were appended without one.

        A time event dates its group. Anchors have no time of their own: they are spread evenly between
        the timed groups around them, or up to `end` (ms) where none follows.
        """
        start = len(self.times)
        if start == len(self.events):
            return
        current = self.times[-1] if self.times else 0
        for index in range(start, len(self.events)):
            dated = index + 1 if types_first else index
            if dated < len(self.events) and self.events[dated].kind is Kind.TIME:
                current = self.events[dated].value
            self.times.append(current)
        self._spread_anchors(start, end, types_first=types_first)

    def _spread_anchors(self, start: int, end: float, *, types_first: bool) -> None:
        if types_first:
            order: Iterable[int] = range(start, len(self.events))
            current: float = self.times[start]
        else:
            order = range(len(self.events) - 1, start - 1, -1)
            current = end
        spreading = False
        for index in order:
            kind = self.events[index].kind
            if kind in TIMED:
                spreading = False
            elif kind in UNTIMED:
                spreading = True
            if not spreading:
                current = self.times[index]
                continue
            if kind in UNTIMED:
                other, anchors = self._next_time(index, end, 1 if types_first else -1)
                current = int((current - other) / (anchors + 1) * anchors + other)
            self.times[index] = int(current)

    def _next_time(self, index: int, end: float, step: int) -> tuple[float, int]:
        """Time of the nearest time event in a direction, and how many anchors lie on the way."""
        anchors = 0
        while 0 <= index < len(self.events):
            kind = self.events[index].kind
            if kind is Kind.TIME:
                return self.times[index], anchors
            anchors += kind in UNTIMED
            index += step
        return (0 if index < 0 else end), anchors


def _unzip(pairs: Iterable[tuple[Event, int]]) -> Events:
    result = Events()
    for event, time in pairs:
        result.add(event, time)
    return result


@dataclass(slots=True)
class Group:
    """The events of one thing: a circle, a slider's head, an anchor, a beat.

    Attributes:
        kind: what it is.
        value: of the type event; the state of a kiai event.
        time: ms.
        dated: a time was said.
        distance: osu! pixels from the position before, where the checkpoint says only that.
        x, y: osu! pixels.
        new_combo: starts a combo.
        hitsounds: hitsound bits as in the file; one per sound of the group.
        sample_sets, addition_sets: 1 normal, 2 soft, 3 drum; one per sound.
        volumes: percent; one per sound.
        scroll_speed: slider velocity or scroll speed as a factor.
    """

    kind: Kind = Kind.CIRCLE
    value: int = 0
    time: float = 0
    dated: bool = False
    distance: int | None = None
    x: float | None = None
    y: float | None = None
    new_combo: bool = False
    hitsounds: list[int] = field(default_factory=list)
    sample_sets: list[int] = field(default_factory=list)
    addition_sets: list[int] = field(default_factory=list)
    volumes: list[int] = field(default_factory=list)
    scroll_speed: float | None = None

    def take(self, event: Event) -> None:
        """Read one attribute event; others are passed over."""
        match event.kind:
            case Kind.TIME:
                self.time, self.dated = event.value, True
            case Kind.DISTANCE:
                self.distance = event.value
            case Kind.X:
                self.x = event.value
            case Kind.Y:
                self.y = event.value
            case Kind.NEW_COMBO:
                self.new_combo = True
            case Kind.HITSOUND:
                self.hitsounds.append(event.value % 8 * 2)
                self.sample_sets.append(event.value // 8 % 3 + 1)
                self.addition_sets.append(event.value // 24 % 3 + 1)
            case Kind.VOLUME:
                self.volumes.append(event.value)
            case Kind.SCROLL_SPEED:
                self.scroll_speed = event.value / 100
            case _:
                pass


def groups(events: Iterable[Event], *, types_first: bool) -> list[Group]:
    """Events as groups, in their order; attributes without a type event at the open end are left out."""
    result: list[Group] = []
    group = Group()
    open_type = False
    for event in events:
        if event.kind not in GROUP_TYPES:
            group.take(event)
            continue
        if types_first:
            if open_type:
                result.append(group)
                group = Group()
            open_type = True
        group.kind, group.value = event.kind, event.value
        if not types_first:
            result.append(group)
            group = Group()
    if open_type:
        result.append(group)
    return result
