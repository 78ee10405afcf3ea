"""One song and one set of wishes: what a checkpoint is told, and what it says."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

import torch

from engine.checkpoint.audio import Window, windows
from engine.checkpoint.conditioning import UNKNOWN_DIFFICULTY, Conditions
from engine.checkpoint.decoding import Answers
from engine.checkpoint.events import ContextKind, Events
from engine.checkpoint.loading import Checkpoint
from engine.checkpoint.preset import Preset, Template
from engine.checkpoint.prompt import MANIA, Prompter, Stream, Wishes, class_ids
from engine.checkpoint.rules import Sampling
from engine.checkpoint.trace import Trace
from engine.checkpoint.writing import Ear, Place, conditions, write
from engine.errors import EngineError
from engine.progress import Reporter
from engine.protocol import FailureKind
from engine.song import Samples

STAGES = {
    ContextKind.TIMING: "Timing the song",
    ContextKind.KIAI: "Choosing kiai",
    ContextKind.MAP: "Mapping",
    ContextKind.SV: "Setting scroll speeds",
}
TRIM = 10
"""ms that objects may lie outside a range and still belong to it; they are snapped later."""


@dataclass
class Session:
    """Attributes.

    samples: of the song, as :func:`engine.checkpoint.audio.heard` gives them.
    start, end: ms; only windows that matter to this range are used.
    share: of the task's progress that lies before the session, and behind it.
    """

    checkpoint: Checkpoint
    answers: Answers
    samples: Samples
    wishes: Wishes
    sampling: Sampling
    report: Reporter
    generator: torch.Generator
    trace: Trace | None = None
    start: float | None = None
    end: float | None = None
    share: tuple[float, float] = (0.0, 1.0)
    windows: list[Window] = field(init=False)
    ear: Ear = field(init=False)

    def __post_init__(self) -> None:
        self.cut()

    def cut(self) -> None:
        """Cut the song into windows as `sampling` says."""
        preset, wishes = self.checkpoint.preset, self.wishes
        self.windows = windows(self.samples, preset, self.sampling, self.start, self.end)
        unknown = -1 if wishes.mapper is None else preset.vocabulary.mapper_classes
        told = Conditions(
            UNKNOWN_DIFFICULTY if wishes.difficulty is None else wishes.difficulty,
            preset.vocabulary.mappers.get(wishes.mapper or -1, unknown),
        )
        told_all = conditions(self.windows, told, preset.window_ms, self.song_ms)
        self.ear = Ear(self.checkpoint, self.windows, told_all)

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
    ) -> dict[ContextKind, Events]:
        """Let the checkpoint say the wanted contexts, and those it must say before them.

        `given` contexts are known; `heard` ones come from another map; `begun` is what the map has before
        the range. Times of the answer are ms, positions the checkpoint's.

        Raises:
            EngineError: resource, when the device has too little memory.
        """
        preset, heard = self.checkpoint.preset, heard or {}
        template = choose_template(preset, heard, wanted)
        says = _needed(template, wanted, self.wishes.mode)
        streams = [
            Stream(kind, given[kind], given=True)
            if kind in given
            else Stream(kind, begun.copy() if begun is not None and kind is ContextKind.MAP else Events())
            for kind in says
        ]
        vocabulary = preset.vocabulary
        classes = class_ids(vocabulary, self.wishes, self.song_ms)
        negative = None
        if self.sampling.guidance > 1:
            negative = class_ids(vocabulary, self.wishes.negative(), self.song_ms)
        prompter = Prompter(
            preset,
            template,
            [heard.get(kind, Stream(kind)) for kind in template.hears],
            streams,
            classes,
            negative,
            self.song_ms,
        )
        try:
            write(
                self.checkpoint,
                self.answers,
                self.ear,
                prompter,
                self.sampling,
                generator=self.generator,
                trace=self.trace,
                step=self._step,
            )
        except torch.OutOfMemoryError as error:
            raise EngineError(
                FailureKind.RESOURCE,
                "The device ran out of memory, even with one window at a time.",
                "Close other programs that use the GPU, or run the model on the CPU.",
            ) from error
        return {s.kind: self._finished(s) for s in streams if not s.given and s.kind in wanted}

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
