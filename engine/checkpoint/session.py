"""One song and one set of wishes: what a checkpoint is told, and what it says."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

import torch

from engine.checkpoint.audio import windows
from engine.checkpoint.conditioning import UNKNOWN_DIFFICULTY, Conditions
from engine.checkpoint.decoding import Answers
from engine.checkpoint.events import ContextKind, Events
from engine.checkpoint.loading import Checkpoint
from engine.checkpoint.preset import Preset, Template
from engine.checkpoint.prompt import MANIA, Prompter, Stream, Wishes, class_ids
from engine.checkpoint.rules import Sampling
from engine.checkpoint.surprisal import TokenSurprisal, surprisals
from engine.checkpoint.trace import Trace
from engine.checkpoint.writing import Ear, Place, conditions, write
from engine.progress import Reporter
from engine.song import Samples

STAGES = {
    ContextKind.TIMING: "Timing the song",
    ContextKind.KIAI: "Choosing kiai",
    ContextKind.MAP: "Mapping",
    ContextKind.SV: "Setting scroll speeds",
}
TRIM = 10
"""ms that objects may lie outside a range and still belong to it; they are snapped later."""


Ears = dict[tuple[object, ...], Ear]
"""What was encoded already, by what it depends on."""


@dataclass
class Session:
    """One song with one set of wishes, for as many candidates as there are generators.

    Attributes:
        samples: of the song, as :func:`engine.checkpoint.audio.heard` gives them.
        generators: one for each candidate.
        start, end: ms; only windows that matter to this range are used.
        share: of the task's progress that lies before the session, and behind it.
        ears: of this song; windows that another session encoded are not encoded again.
    """

    checkpoint: Checkpoint
    answers: Answers
    samples: Samples
    wishes: Wishes
    sampling: Sampling
    report: Reporter
    generators: Sequence[torch.Generator]
    trace: Trace | None = None
    start: float | None = None
    end: float | None = None
    share: tuple[float, float] = (0.0, 1.0)
    ears: Ears = field(default_factory=dict)
    ear: Ear = field(init=False)

    def __post_init__(self) -> None:
        preset, wishes, how = self.checkpoint.preset, self.wishes, self.sampling
        unknown = -1 if wishes.mapper is None else preset.vocabulary.mapper_classes
        told = Conditions(
            UNKNOWN_DIFFICULTY if wishes.difficulty is None else wishes.difficulty,
            preset.vocabulary.mappers.get(wishes.mapper or -1, unknown),
        )
        key = (self.checkpoint.folder, how.lookback, how.lookahead, self.start, self.end, told)
        if key not in self.ears:
            cut = windows(self.samples, preset, how, self.start, self.end)
            told_all = conditions(cut, told, preset.window_ms, self.song_ms)
            self.ears[key] = Ear(self.checkpoint, cut, told_all, self.report.note)
        self.ear = self.ears[key]

    @property
    def song_ms(self) -> float:
        """Length of the song."""
        return len(self.samples) / self.checkpoint.preset.sample_rate * 1000

    def say(
        self,
        wanted: Sequence[ContextKind],
        given: Mapping[ContextKind, Events],
        heard: Mapping[ContextKind, Stream] | None = None,
        begun: Events | None = None,
    ) -> list[dict[ContextKind, Events]]:
        """Let the checkpoint say the wanted contexts, and those it must say before them.

        `given` contexts are known; `heard` ones come from another map; `begun` is what the map has before
        the range. The answer has what each candidate said; times are ms, positions the checkpoint's.

        Raises:
            torch.OutOfMemoryError: the device has too little memory even for one window and candidate.
        """
        heard = heard or {}
        template = choose_template(self.checkpoint.preset, heard, wanted)
        says = _needed(template, wanted, self.wishes.mode)
        prompters = [
            self._prompter(template, heard, [_stream(kind, given, begun) for kind in says])
            for _ in self.generators
        ]
        write(
            self.checkpoint,
            self.answers,
            self.ear,
            prompters,
            self.sampling,
            self.generators,
            trace=self.trace,
            step=self._step,
            note=self.report.note,
        )
        return [
            {s.kind: self._finished(s) for s in prompter.says if not s.given and s.kind in wanted}
            for prompter in prompters
        ]

    def judge(
        self, own: Mapping[ContextKind, Events], between: tuple[float, float] | None = None
    ) -> tuple[list[TokenSurprisal], list[Stream]]:
        """How surprised the checkpoint is by a map's own contexts, and these as it would say them.

        With `between` (ms) only the windows are read that say something inside it.

        Raises:
            torch.OutOfMemoryError: the device has too little memory.
        """
        template = choose_template(self.checkpoint.preset, (), [ContextKind.MAP])
        streams = [Stream(kind, own[kind], given=True) for kind in template.says if kind in own]
        prompter = self._prompter(template, {}, streams)
        first, last = self.share
        tokens = surprisals(
            self.checkpoint,
            self.ear,
            prompter,
            self.sampling,
            between,
            lambda done: self.report.step("Reading the map", first + (last - first) * done),
        )
        return tokens, streams

    def _prompter(
        self, template: Template, heard: Mapping[ContextKind, Stream], streams: Sequence[Stream]
    ) -> Prompter:
        vocabulary, asked = self.checkpoint.vocabulary, self.wishes
        return Prompter(
            self.checkpoint.preset,
            template,
            [heard.get(kind, Stream(kind)) for kind in template.hears],
            streams,
            class_ids(vocabulary, asked, self.song_ms),
            class_ids(vocabulary, asked.negative(), self.song_ms) if self.sampling.guidance > 1 else None,
            self.song_ms,
        )

    def _finished(self, stream: Stream) -> Events:
        """The stream's events, dated anew as a whole, inside the range."""
        events = Events(stream.events.events)
        events.time_new_events(self.song_ms, types_first=self.checkpoint.preset.types_first)
        if self.start is not None:
            events = events.from_time(self.start - TRIM)
        if self.end is not None:
            events.drop_tail_after(self.end + TRIM)
        return events

    def _step(self, place: Place) -> None:
        done = (place.context + place.window / place.windows) / place.contexts
        first, last = self.share
        self.report.step(STAGES[place.stream.kind], first + (last - first) * done)


def _stream(kind: ContextKind, given: Mapping[ContextKind, Events], begun: Events | None) -> Stream:
    if kind in given:
        return Stream(kind, given[kind], given=True)
    return Stream(kind, begun.copy() if begun is not None and kind is ContextKind.MAP else Events())


def choose_template(
    preset: Preset, heard: Collection[ContextKind], wanted: Collection[ContextKind]
) -> Template:
    """The template that says what is wanted and hears most of what there is.

    Raises:
        ValueError: the checkpoint has none.
    """
    fitting = [
        template
        for template in preset.templates
        if set(wanted) <= set(template.says) and set(template.hears) - {ContextKind.NONE} <= set(heard)
    ]
    if not fitting:
        raise ValueError(
            f"{preset.family} cannot say {', '.join(wanted)} after {', '.join(heard) or 'nothing'}"
        )
    return max(fitting, key=lambda template: len(set(template.hears) - {ContextKind.NONE}))


def _needed(template: Template, wanted: Collection[ContextKind], mode: int) -> tuple[ContextKind, ...]:
    """The contexts up to the last wanted one; scroll speeds are said in mania only."""
    places = [
        index
        for index, kind in enumerate(template.says)
        if kind in wanted and (kind is not ContextKind.SV or mode == MANIA)
    ]
    return template.says[: max(places) + 1]
