"""What the decoder is told before it answers for a window."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from engine.checkpoint.events import ContextKind, Event, Events, Kind
from engine.checkpoint.preset import MS_PER_STEP, Preset, Template
from engine.checkpoint.vocabulary import SOS, Vocabulary
from engine.errors import EngineError
from engine.protocol import FailureKind

OSU, TAIKO, CATCH, MANIA = range(4)
SHORTENED_AT_MOST = 10
"""How often the events of a prompt that is too long are halved before giving up."""


@dataclass(frozen=True)
class Wishes:
    """What a map is to be like; None is "unknown" to the checkpoint.

    Attributes:
        mode: 0 osu!, 1 taiko, 2 catch, 3 mania.
        beatmap: id of a map whose style is meant, where a checkpoint knows styles.
        mapper: user id.
        descriptors, negative_descriptors: style words, or their classes.
    """

    mode: int = OSU
    beatmap: int | None = None
    difficulty: float | None = None
    mapper: int | None = None
    year: int | None = None
    hitsounded: bool = True
    slider_multiplier: float = 1.4
    circle_size: float | None = None
    key_count: int = 4
    hold_note_ratio: float | None = None
    scroll_speed_ratio: float | None = None
    descriptors: tuple[str | int, ...] = ()
    negative_descriptors: tuple[str | int, ...] = ()

    def negative(self) -> Wishes:
        """The same without the style that guidance is about."""
        words = bool(self.descriptors or self.negative_descriptors)
        return replace(
            self,
            beatmap=None,
            mapper=self.mapper if words else None,
            descriptors=self.negative_descriptors,
        )


def class_ids(vocabulary: Vocabulary, wishes: Wishes, song_ms: float) -> list[int]:
    """The wishes as ids, as far as the checkpoint knows them, in its order."""
    mode = wishes.mode
    tellers: tuple[tuple[Kind, bool, Callable[[], int]], ...] = (
        (Kind.GAMEMODE, True, lambda: vocabulary.encode(Event(Kind.GAMEMODE, mode))),
        (Kind.STYLE, True, lambda: vocabulary.style(wishes.beatmap)),
        (Kind.DIFFICULTY, True, lambda: vocabulary.difficulty(wishes.difficulty)),
        (Kind.MAPPER, True, lambda: vocabulary.mapper(wishes.mapper)),
        (Kind.YEAR, True, lambda: vocabulary.year(wishes.year)),
        (Kind.HITSOUNDED, True, lambda: vocabulary.encode(Event(Kind.HITSOUNDED, int(wishes.hitsounded)))),
        (Kind.SONG_LENGTH, True, lambda: vocabulary.song_length(song_ms)),
        (Kind.GLOBAL_SV, mode in {OSU, CATCH}, lambda: vocabulary.global_sv(wishes.slider_multiplier)),
        (Kind.CIRCLE_SIZE, mode in {OSU, CATCH}, lambda: vocabulary.circle_size(wishes.circle_size)),
        (Kind.KEY_COUNT, mode == MANIA, lambda: vocabulary.encode(Event(Kind.KEY_COUNT, wishes.key_count))),
        (
            Kind.HOLD_NOTE_RATIO,
            mode == MANIA,
            lambda: vocabulary.ratio(Kind.HOLD_NOTE_RATIO, wishes.hold_note_ratio),
        ),
        (
            Kind.SCROLL_SPEED_RATIO,
            mode in {TAIKO, MANIA},
            lambda: vocabulary.ratio(Kind.SCROLL_SPEED_RATIO, wishes.scroll_speed_ratio),
        ),
    )
    ids = [teller() for kind, applies, teller in tellers if applies and vocabulary.has(kind)]
    if vocabulary.has(Kind.DESCRIPTOR):
        words = [vocabulary.descriptor(word) for word in wishes.descriptors]
        known = [word for word in words if word is not None]
        ids += known or [vocabulary.encode(Event(Kind.DESCRIPTOR, vocabulary.descriptor_classes))]
    return ids


@dataclass
class Stream:
    """The events of one context over the whole song, times in ms.

    Attributes:
        given: they are known; else the checkpoint says them.
        classes: ids of the map they come from, where the checkpoint hears another map.
    """

    kind: ContextKind
    events: Events = field(default_factory=Events)
    given: bool = False
    classes: Sequence[int] = ()


@dataclass(frozen=True)
class Prompter:
    """Makes the prompts of all windows of a song.

    Attributes:
        hears: contexts the checkpoint is told first.
        says: contexts it says, in its order; earlier ones are told while a later one is said.
        classes, negative_classes: ids of the wishes, and of those to move away from.
        song_ms: length of the song.
    """

    preset: Preset
    template: Template
    hears: Sequence[Stream]
    says: Sequence[Stream]
    classes: Sequence[int]
    negative_classes: Sequence[int] | None
    song_ms: float

    def prompts(self, start: int, saying: int) -> tuple[list[int], list[int] | None]:
        """The prompt, and the one to move away from, for the window from `start` ms.

        `saying` is the place of the context to be said. Prompts too long for the checkpoint keep only the
        last events of each context.

        Raises:
            EngineError: request, when the prompt is too long even so.
        """
        limit: int | None = None
        for _ in range(SHORTENED_AT_MOST + 1):
            prompt = self._prompt(start, saying, self.classes, limit)
            if len(prompt) < self.preset.tokens:
                break
            limit = (limit or self.preset.tokens) // 2
        else:
            raise EngineError(
                FailureKind.REQUEST,
                "The wishes are too long for this checkpoint.",
                "Ask for fewer style words.",
            )
        if self.negative_classes is None:
            return prompt, None
        return prompt, self._prompt(start, saying, self.negative_classes, limit)

    def _prompt(self, start: int, saying: int, classes: Sequence[int], limit: int | None) -> list[int]:
        ids: list[int] = []
        for stream in self.hears:
            ids += self._context(stream, start, limit)
        ids += [*classes, *self._before(start, saying), SOS]
        for stream in self.says[:saying]:
            ids += self._context(stream, start, limit)
        return ids + self._context(self.says[saying], start, limit, closed=False)

    def _context(self, stream: Stream, start: int, limit: int | None, *, closed: bool = True) -> list[int]:
        vocabulary = self.preset.vocabulary
        ids = [vocabulary.context_start[stream.kind]] if stream.kind in vocabulary.context_start else []
        ids += stream.classes
        if stream.classes:
            if self.preset.has_sv:
                ids.append(vocabulary.encode(_state(stream, Kind.SCROLL_SPEED, start)))
            ids += self._song_position(start)
        inside = stream.events.between(start, start + self.preset.window_ms)
        tokens = [self._encode(event, start) for event in inside]
        ids += tokens if limit is None else tokens[-limit:]
        if closed and stream.kind in vocabulary.context_end:
            ids.append(vocabulary.context_end[stream.kind])
        return ids

    def _encode(self, event: Event, start: int) -> int:
        if event.kind is Kind.TIME:
            steps = int((event.value - start) / MS_PER_STEP)
            span = self.preset.vocabulary.time
            event = Event(Kind.TIME, min(max(steps, span.low), span.high))
        return self.preset.vocabulary.encode(event)

    def _before(self, start: int, saying: int) -> list[int]:
        """The states in force before the window, and its place in the song."""
        vocabulary, said = self.preset.vocabulary, self.says[: saying + 1]
        ids: list[int] = []
        if ContextKind.KIAI in self.template.says:
            kiai = STATES[Kind.KIAI]
            for stream in said if self.preset.tracks_kiai else ():
                if stream.kind is ContextKind.KIAI:
                    kiai = _state(stream, Kind.KIAI, start)
            ids.append(vocabulary.encode(kiai))
        if self.preset.has_sv:
            speed = STATES[Kind.SCROLL_SPEED]
            for stream in said:
                if stream.kind in {ContextKind.MAP, ContextKind.SV}:
                    speed = _state(stream, Kind.SCROLL_SPEED, start)
            ids.append(vocabulary.encode(speed))
        return ids + self._song_position(start)

    def _song_position(self, start: int) -> list[int]:
        vocabulary = self.preset.vocabulary
        if not vocabulary.has(Kind.SONG_POSITION):
            return []
        return [vocabulary.song_position(start, self.song_ms)]


STATES = {Kind.KIAI: Event(Kind.KIAI, 0), Kind.SCROLL_SPEED: Event(Kind.SCROLL_SPEED, 100)}
"""What is in force at the start of a song."""


def _state(stream: Stream, kind: Kind, before: float) -> Event:
    return stream.events.last_of(kind, before) or STATES[kind]
