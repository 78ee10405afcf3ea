"""The token ids of a checkpoint, as laid out in its `tokenizer.json`."""

from __future__ import annotations

import json
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from engine.checkpoint.events import ContextKind, Event, Kind
from engine.checkpoint.weights import AGAIN, NEEDED
from engine.errors import EngineError
from engine.protocol import FailureKind

PAD, SOS, EOS = 0, 1, 2
UNKNOWN_YEAR = 2077
UNKNOWN_RATIO = 12


@dataclass(frozen=True, slots=True)
class Span:
    """Consecutive ids of one kind: `id = start + value - low`, up to and with `high`."""

    kind: Kind
    start: int
    low: int
    high: int

    @property
    def end(self) -> int:
        """The id after the last one."""
        return self.start + self.high - self.low + 1

    @property
    def ids(self) -> range:
        """All ids of the kind."""
        return range(self.start, self.end)


@dataclass(frozen=True)
class Vocabulary:
    """Ids of special tokens, contexts, events and conditioning of one checkpoint.

    Attributes:
        output: what the network can say; also what it hears.
        conditioning: what it only hears.
        context_start, context_end: ids around the events of a context.
        mappers: user id -> class.
        mapper_of_map: beatmap id -> user id, for maps the checkpoint was trained on.
        descriptors: style word -> class.
        descriptors_of_map: beatmap id -> classes.
    """

    output: dict[Kind, Span]
    conditioning: dict[Kind, Span]
    context_start: dict[ContextKind, int]
    context_end: dict[ContextKind, int]
    difficulty_classes: int
    difficulty_limit: float
    circle_size_classes: int
    mappers: dict[int, int]
    mapper_classes: int
    mapper_of_map: dict[int, int]
    styles: dict[int, int]
    style_classes: int
    descriptors: dict[str, int]
    descriptor_classes: int
    descriptors_of_map: dict[int, tuple[int, ...]]

    @classmethod
    def load(cls, path: Path) -> Vocabulary:
        """Read a `tokenizer.json`.

        Raises:
            EngineError: input, when the file is missing or is not such a vocabulary.
        """
        try:
            return cls.from_dict(json.loads(path.read_text(encoding="utf-8")))
        except FileNotFoundError:
            raise EngineError(FailureKind.INPUT, f"{path} is missing.", NEEDED) from None
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise EngineError(
                FailureKind.INPUT,
                f"{path} is not the vocabulary of a mapping checkpoint ({error}).",
                AGAIN,
            ) from error

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Vocabulary:
        """The vocabulary a `tokenizer.json` holds; ranges follow one another from `offset` on."""
        start = int(data.get("offset", 3))
        spans: list[dict[Kind, Span]] = []
        for ranges in (data["event_ranges"], data.get("input_event_ranges", [])):
            part: dict[Kind, Span] = {}
            for entry in ranges:
                span = Span(Kind(entry["type"]), start, int(entry["min_value"]), int(entry["max_value"]))
                part[span.kind] = span
                start = span.end
            spans.append(part)
        if start != int(data["vocab_size_in"]):
            raise ValueError(f"its ranges end at {start}, its size is {data['vocab_size_in']}")
        return cls(
            output=spans[0],
            conditioning=spans[1],
            context_start={ContextKind(k): int(v) for k, v in data.get("context_sos", {}).items()},
            context_end={ContextKind(k): int(v) for k, v in data.get("context_eos", {}).items()},
            difficulty_classes=int(data.get("num_diff_classes", 0)),
            difficulty_limit=float(data.get("max_difficulty", 0)),
            circle_size_classes=int(data.get("num_cs_classes", 0)),
            mappers={int(k): int(v) for k, v in data.get("mapper_idx", {}).items()},
            mapper_classes=int(data.get("num_mapper_classes", 0)),
            mapper_of_map={int(k): int(v) for k, v in data.get("beatmap_mapper", {}).items()},
            styles={int(k): int(v) for k, v in data.get("beatmap_idx", {}).items()},
            style_classes=int(data.get("num_classes", 0)),
            descriptors={str(k): int(v) for k, v in data.get("descriptor_idx", {}).items()},
            descriptor_classes=int(data.get("num_descriptor_classes", 0)),
            descriptors_of_map={
                int(k): tuple(int(c) for c in v) for k, v in data.get("beatmap_descriptors", {}).items()
            },
        )

    @cached_property
    def _spans(self) -> list[Span]:
        return sorted((*self.output.values(), *self.conditioning.values()), key=lambda span: span.start)

    @cached_property
    def _starts(self) -> list[int]:
        return [span.start for span in self._spans]

    @cached_property
    def _by_kind(self) -> dict[Kind, Span]:
        return {span.kind: span for span in self._spans}

    @property
    def time(self) -> Span:
        """The ids of time, in steps of 10 ms from the window's start."""
        return self.output[Kind.TIME]

    def has(self, kind: Kind) -> bool:
        """Whether the checkpoint knows a kind of event."""
        return kind in self.output or kind in self.conditioning

    def encode(self, event: Event) -> int:
        """The id of an event.

        Raises:
            ValueError: the checkpoint does not know the kind, or the value is out of its range.
        """
        span = self._by_kind.get(event.kind)
        if span is None:
            raise ValueError(f"this checkpoint knows no {event.kind}")
        if not span.low <= event.value <= span.high:
            raise ValueError(f"{event.kind} {event.value} is outside {span.low} to {span.high}")
        return span.start + event.value - span.low

    def decode(self, token: int) -> Event | None:
        """The event of an id; None for special ids and the edges of contexts."""
        index = bisect_right(self._starts, token) - 1
        if index < 0 or token >= self._spans[index].end:
            return None
        span = self._spans[index]
        return Event(span.kind, span.low + token - span.start)

    def difficulty(self, stars: float | None) -> int:
        """The id of a star rating; None is the id for unknown."""
        classes = self.difficulty_classes
        if stars is None:
            return self.encode(Event(Kind.DIFFICULTY, classes))
        return self.encode(
            Event(Kind.DIFFICULTY, _clip(int(stars * classes / self.difficulty_limit), 0, classes - 1))
        )

    def mapper(self, user: int | None) -> int:
        """The id of a mapper's style by user id; unknown users share one id."""
        known = self.mapper_classes if user is None else self.mappers.get(user, self.mapper_classes)
        return self.encode(Event(Kind.MAPPER, known))

    def style(self, beatmap: int | None) -> int:
        """The id of the style of one map by beatmap id."""
        known = self.style_classes if beatmap is None else self.styles.get(beatmap, self.style_classes)
        return self.encode(Event(Kind.STYLE, known))

    def circle_size(self, size: float | None) -> int:
        """The id of a circle size (CS)."""
        classes = self.circle_size_classes
        if size is None:
            return self.encode(Event(Kind.CIRCLE_SIZE, classes))
        return self.encode(Event(Kind.CIRCLE_SIZE, _clip(int(size * (classes - 1) / 10), 0, classes - 1)))

    def year(self, year: int | None) -> int:
        """The id of a year of ranking."""
        return self.encode(Event(Kind.YEAR, UNKNOWN_YEAR if year is None else year))

    def song_length(self, ms: float) -> int:
        """The id of a song's length, in steps of ten seconds up to ten minutes."""
        return self.encode(Event(Kind.SONG_LENGTH, _clip(int(ms // 10000), 0, 60)))

    def song_position(self, ms: float, length: float) -> int:
        """The id of a position in a song of `length` ms, in hundredths."""
        return self.encode(Event(Kind.SONG_POSITION, _steps(ms / length, 100)))

    def global_sv(self, multiplier: float) -> int:
        """The id of a slider multiplier."""
        return self.encode(Event(Kind.GLOBAL_SV, round(min(max(multiplier, 0.4), 3.6) * 100)))

    def ratio(self, kind: Kind, share: float | None) -> int:
        """The id of a share (hold notes, scroll speed changes) in tenths."""
        return self.encode(Event(kind, UNKNOWN_RATIO if share is None else _steps(share, 10)))

    def descriptor(self, word: str | int | None) -> int | None:
        """The id of a style word or class; None asks for the unknown one, None answers an unknown word."""
        if word is None:
            known: int | None = self.descriptor_classes
        elif isinstance(word, str):
            known = self.descriptors.get(word)
        else:
            known = word if 0 <= word <= self.descriptor_classes else None
        return None if known is None else self.encode(Event(Kind.DESCRIPTOR, known))


def _clip(value: int, low: int, high: int) -> int:
    return min(max(value, low), high)


def _steps(share: float, steps: int) -> int:
    """A share in steps, with a value of their own for nothing (-1) and all (steps + 1)."""
    if share <= 0:
        return -1
    if share >= 1:
        return steps + 1
    return _clip(round(share * steps), 0, steps)
