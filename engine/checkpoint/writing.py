"""Context after context, window after window: what the checkpoint says of a song."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

import torch
from torch import Tensor

from engine.checkpoint.audio import Window
from engine.checkpoint.conditioning import Conditions
from engine.checkpoint.decoding import Answers, Memory, Question
from engine.checkpoint.events import Event, Kind
from engine.checkpoint.loading import Checkpoint
from engine.checkpoint.preset import MS_PER_STEP, Preset
from engine.checkpoint.prompt import Prompter, Stream
from engine.checkpoint.rules import Rule, Sampling, end_ids, rules
from engine.checkpoint.trace import Trace
from engine.checkpoint.vocabulary import EOS

AHEAD = 4
"""Windows encoded in one pass."""
SHORT = "The device is short of memory, so less was done at once: it took longer."


@dataclass(frozen=True)
class Place:
    """Where the writing stands, for whoever waits.

    Attributes:
        context: its place among those that are said, of `contexts`.
        window: its place, of `windows`.
    """

    stream: Stream
    context: int
    contexts: int
    window: int
    windows: int


class Ear:
    """The encoder's states of all windows, each computed once, a few windows at a time.

    Args:
        told: what the encoder is told of each window.
        note: takes a sentence when memory is short.
    """

    def __init__(
        self,
        checkpoint: Checkpoint,
        windows: Sequence[Window],
        told: Sequence[Conditions],
        note: Callable[[str], None] = lambda _sentence: None,
    ) -> None:
        self.network = checkpoint.network
        self.windows = windows
        self.told = told
        self._note = note
        self._states: list[Tensor] = []
        self._ahead = AHEAD

    @torch.inference_mode()
    def states(self, index: int) -> Tensor:
        """States (1, sources, d) of a window; the windows after it are encoded along."""
        while len(self._states) <= index:
            batch = slice(len(self._states), len(self._states) + self._ahead)
            device = self.network.decoder.embed.weight.device
            samples = torch.stack([window.samples for window in self.windows[batch]]).to(device)
            try:
                states = self.network.encode(samples, self.told[batch])
            except torch.OutOfMemoryError:
                if self._ahead == 1:
                    raise
                self._ahead //= 2
                self._note(SHORT)
                continue
            self._states += [states[i : i + 1] for i in range(len(states))]
        return self._states[index]


def conditions(
    windows: Sequence[Window], told: Conditions, window_ms: float, song_ms: float
) -> list[Conditions]:
    """What the encoder is told of each window."""
    return [
        Conditions(
            told.difficulty, told.mapper, (window.start / song_ms, (window.start + window_ms) / song_ms)
        )
        for window in windows
    ]


def write(
    checkpoint: Checkpoint,
    answers: Answers,
    ear: Ear,
    prompters: Sequence[Prompter],
    sampling: Sampling,
    generators: Sequence[torch.Generator],
    *,
    trace: Trace | None = None,
    step: Callable[[Place], None] = lambda _place: None,
    note: Callable[[str], None] = lambda _sentence: None,
) -> None:
    """Fill every stream of the candidates' `says` that is not given, all candidates of a window at once.

    Each candidate has a prompter and a generator. `step` is called before every token and may raise to
    stop; `note` takes a sentence when memory is short.
    """
    span, says = checkpoint.preset.window_ms, prompters[0].says
    for saying, context in enumerate(says):
        if context.given:
            continue
        for window in ear.windows:
            lookback = 0.0 if window.first else sampling.lookback * span
            lookahead = 0.0 if window.last else sampling.lookahead * span
            ends = end_ids(checkpoint.vocabulary, context.kind, lookback, lookahead)
            place = Place(context, saying, len(says), window.index, len(ear.windows))
            step(place)
            asking = Asking(
                answers,
                checkpoint.network.decoder.remember(ear.states(window.index)),
                partial(rules, checkpoint.preset, sampling, lookback=not window.first),
                sampling,
                partial(step, place),
                note,
            )
            questions = [Question(*prompter.prompts(window.start, saying), ends) for prompter in prompters]
            said = asking.all(questions, generators)
            for number, (prompter, question, ids) in enumerate(zip(prompters, questions, said, strict=True)):
                if trace is not None:
                    told = ear.told[window.index] if checkpoint.network.conditions is not None else None
                    candidate = number if len(prompters) > 1 else None
                    trace.add(context.kind, window, lookback, lookahead, question, ids, told, candidate)
                take(checkpoint.preset, prompter.says[saying], window, sampling, ids)


@dataclass(frozen=True)
class Asking:
    """Asks about one window, in smaller batches when memory is short.

    Attributes:
        rules: makes them anew for every batch, because they remember.
    """

    answers: Answers
    memory: Memory
    rules: Callable[[], list[Rule]]
    sampling: Sampling
    step: Callable[[], None]
    note: Callable[[str], None]

    def all(self, questions: Sequence[Question], generators: Sequence[torch.Generator]) -> list[list[int]]:
        """The answer to each question, drawn with its generator.

        Raises:
            torch.OutOfMemoryError: there is too little even for one question.
        """
        states = [generator.get_state() for generator in generators]
        same = all(question == questions[0] for question in questions)  # such a prompt is read once for all
        try:
            return self.answers.ask(
                self.memory,
                questions[:1] if same else questions,
                self.rules(),
                self.sampling,
                candidates=len(questions) if same else 1,
                generators=generators,
                step=self.step,
            )
        except torch.OutOfMemoryError:
            if len(questions) == 1:
                raise
        self.note(SHORT)
        self.answers.forget()
        for generator, state in zip(generators, states, strict=True):
            generator.set_state(state)
        half = len(questions) // 2
        return self.all(questions[:half], generators[:half]) + self.all(questions[half:], generators[half:])


def take(preset: Preset, stream: Stream, window: Window, sampling: Sampling, ids: list[int]) -> None:
    """Add an answer's events to the stream, without what belongs to other windows."""
    vocabulary, span = preset.vocabulary, preset.window_ms
    ends = {EOS, vocabulary.context_end.get(stream.kind, EOS)}
    while ids and ids[-1] in ends:
        ids = ids[:-1]
    start = vocabulary.time.start
    backward = range(start, start + int(sampling.lookback * span / MS_PER_STEP))
    border = (1 - sampling.lookahead) * span
    forward = range(start + int(border / MS_PER_STEP), vocabulary.time.end)
    if ids and ((not window.last and ids[-1] in forward) or (not window.first and ids[-1] in backward)):
        ids = ids[: -2 if preset.types_first else -1]
    events = stream.events
    events.events += [event for token in ids if (event := _said(preset, window, token)) is not None]
    events.time_new_events(window.start + span, types_first=preset.types_first)
    if not window.last:
        events.drop_tail_after(window.start + border)


def _said(preset: Preset, window: Window, token: int) -> Event | None:
    """The event of an id; times in ms, in the middle of their step, which the id cut off."""
    event = preset.vocabulary.decode(token)
    if event is not None and event.kind is Kind.TIME:
        return Event(Kind.TIME, window.start + event.value * MS_PER_STEP + MS_PER_STEP // 2)
    return event
