"""What is done to the scores of the next token before one is chosen.

A rule takes the ids so far (rows, length) and the scores (rows, output ids) and gives new scores.
Times are token ids; -inf makes a token impossible.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import torch
from torch import Tensor

from engine.checkpoint.events import TIMED, ContextKind, Kind
from engine.checkpoint.preset import MS_PER_STEP, Preset
from engine.checkpoint.vocabulary import EOS, SOS, Vocabulary


class Rule(Protocol):
    """Changes scores; may remember what it saw of the same window."""

    def __call__(self, ids: Tensor, scores: Tensor) -> Tensor:
        """New scores."""


@dataclass(frozen=True)
class Sampling:
    """How the next token is chosen.

    Attributes:
        greedy: take the likeliest; else draw from `temperature`, `top_k` (0: all) and `top_p`.
        timing_temperature, column_temperature, taiko_temperature: instead of `temperature` after beat
            types, mania types and scroll speeds, where types come first.
        time_bias: added to the scores of time tokens.
        guidance: see :func:`guide`; 1: no negative prompt.
        lookback: share of a window that earlier windows filled already.
        lookahead: share of a window that is left to later ones.
    """

    greedy: bool = False
    temperature: float = 0.9
    timing_temperature: float = 0.1
    column_temperature: float = 0.8
    taiko_temperature: float = 0.8
    top_k: int = 0
    top_p: float = 0.9
    time_bias: float = 0.0
    guidance: float = 1.0
    lookback: float = 0.5
    lookahead: float = 0.4


def guide(scores: Tensor, negative: Tensor, scale: float) -> Tensor:
    """Scores of a prompt and its negative as the published inference mixes them.

    It swaps the two halves of its batch: what it calls guidance moves from the prompt's scores towards the
    negative ones (measured: the guided golden traces are equal only this way round).
    """
    return scores + (negative - scores) * scale


class RisingTime:
    """No time before the last one since the sequence or its context started."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.time = vocabulary.time
        self.starts = torch.tensor([SOS, *vocabulary.context_start.values()])

    def __call__(self, ids: Tensor, scores: Tensor) -> Tensor:
        """Forbids earlier times in rows that have a time since the last start."""
        places = torch.arange(ids.shape[1], device=ids.device)
        is_time = (ids >= self.time.start) & (ids < self.time.end)
        last = torch.where(is_time, places, -1).amax(dim=1)  # (rows,)
        start = torch.where(torch.isin(ids, self.starts.to(ids.device)), places, -1).amax(dim=1)
        reached = ids.gather(1, last.clamp(min=0)[:, None])  # (rows, 1)
        reached = torch.where((last > start)[:, None], reached, self.time.start)
        times = torch.arange(self.time.start, self.time.end, device=ids.device)
        scores = scores.clone()
        span = scores[:, self.time.start : self.time.end]
        span.masked_fill_(times < reached, -torch.inf)
        return scores


class TimeBias:
    """Makes times likelier or less likely."""

    def __init__(self, bias: float, vocabulary: Vocabulary) -> None:
        self.bias = bias
        self.time = vocabulary.time

    def __call__(self, ids: Tensor, scores: Tensor) -> Tensor:  # noqa: ARG002 - a rule sees the ids
        """Adds the bias to the scores of time tokens."""
        scores = scores.clone()
        scores[:, self.time.start : self.time.end] += self.bias
        return scores


class Temperature:
    """Sharpens (below 1) or flattens the scores."""

    def __init__(self, temperature: float) -> None:
        self.temperature = temperature

    def __call__(self, ids: Tensor, scores: Tensor) -> Tensor:  # noqa: ARG002 - a rule sees the ids
        """Divides by the temperature."""
        return scores / self.temperature


class TypedTemperature:
    """A temperature by the kind of the token that comes next, where types come first."""

    def __init__(self, sampling: Sampling, vocabulary: Vocabulary) -> None:
        self.temperature = sampling.temperature
        beats = _ids(vocabulary, (Kind.BEAT, Kind.MEASURE, Kind.TIMING_POINT))
        mania = _ids(vocabulary, (Kind.CIRCLE, Kind.HOLD_NOTE, Kind.HOLD_NOTE_END))
        speeds = _ids(vocabulary, (Kind.SCROLL_SPEED,))
        self.cases = (  # temperature, tokens, how many places back they stand
            (sampling.timing_temperature, beats, 1),
            (sampling.column_temperature, mania if vocabulary.has(Kind.HOLD_NOTE_END) else beats[:0], 3),
            (sampling.taiko_temperature, speeds, 1),
        )

    def __call__(self, ids: Tensor, scores: Tensor) -> Tensor:
        """Divides each row by the temperature of the first case it meets."""
        divisor = torch.full((ids.shape[0],), self.temperature, device=scores.device)
        for temperature, tokens, back in reversed(self.cases):
            if ids.shape[1] >= back:
                met = torch.isin(ids[:, -back], tokens.to(ids.device))
                divisor = torch.where(met, temperature, divisor)
        return scores / divisor[:, None]


class NoLookback:
    """No time inside the part that earlier windows filled, where types come last."""

    def __init__(self, lookback_ms: float, vocabulary: Vocabulary) -> None:
        start = vocabulary.time.start
        self.lookback = slice(start, start + int(lookback_ms / MS_PER_STEP))

    def __call__(self, ids: Tensor, scores: Tensor) -> Tensor:  # noqa: ARG002 - a rule sees the ids
        """Forbids those times."""
        scores = scores.clone()
        scores[:, self.lookback] = -torch.inf
        return scores


class LookbackMass:
    """Times inside the part that earlier windows filled mean "end", where types come first.

    The type was chosen as if they were possible. What they would have had goes to the other times and,
    in the share the end had one token earlier, to ending now: said as the first time of the window.
    """

    def __init__(self, lookback_ms: float, vocabulary: Vocabulary) -> None:
        start = vocabulary.time.start
        self.first = start
        self.lookback = slice(start, start + int(lookback_ms / MS_PER_STEP))
        self.ends = torch.tensor([EOS, *vocabulary.context_end.values()])
        self.timed = _ids(vocabulary, TIMED)
        self.before: Tensor | None = None

    def __call__(self, ids: Tensor, scores: Tensor) -> Tensor:
        """Moves the mass in rows whose last token is a type with a time."""
        before, self.before = self.before, scores
        if before is None or ids.shape[1] == 0:
            return scores
        timed = torch.isin(ids[:, -1], self.timed.to(ids.device))
        if not timed.any():
            return scores
        end = before.softmax(dim=-1)[:, self.ends.to(ids.device)].sum(dim=-1)  # (rows,)
        mass = scores.softmax(dim=-1)
        mass[:, self.lookback] = 0
        share = 1 / (mass.sum(dim=-1) * (1 - end) + end)
        mass *= share[:, None]
        mass[:, self.first] = ((share - 1) * end / (1 - end)).clamp(0, 1)
        return torch.where(timed[:, None], mass.log(), scores)


def rules(preset: Preset, sampling: Sampling, *, lookback: bool) -> list[Rule]:
    """The rules for one window, in order; new for every window, because they remember."""
    vocabulary = preset.vocabulary
    result: list[Rule] = [RisingTime(vocabulary)]
    if sampling.time_bias:
        result.append(TimeBias(sampling.time_bias, vocabulary))
    result.append(
        TypedTemperature(sampling, vocabulary) if preset.types_first else Temperature(sampling.temperature)
    )
    if lookback and sampling.lookback > 0:
        part = LookbackMass if preset.types_first else NoLookback
        result.append(part(sampling.lookback * preset.window_ms, vocabulary))
    return result


def end_ids(
    vocabulary: Vocabulary, context: ContextKind | None, lookback_ms: float, lookahead_ms: float
) -> list[int]:
    """The ids that end a window: the ends, and times that belong to another window."""
    time = vocabulary.time
    back, ahead = int(lookback_ms / MS_PER_STEP), int(lookahead_ms / MS_PER_STEP)
    ends = [EOS]
    if context in vocabulary.context_end:
        ends.append(vocabulary.context_end[context])
    if lookback_ms > 0:
        ends += range(time.start, time.start + back)
    if lookahead_ms > 0:
        ends += range(time.end - ahead, time.end)
    return ends


def keep_likeliest(scores: Tensor, top_k: int, top_p: float) -> Tensor:
    """Scores with all but the `top_k` (0: all) and then the mass `top_p` of likeliest tokens impossible."""
    if 0 < top_k < scores.shape[-1]:
        least = scores.topk(top_k).values[:, -1:]
        scores = scores.masked_fill(scores < least, -torch.inf)
    if top_p < 1:
        ordered, order = scores.sort(dim=-1)
        unlikely = ordered.softmax(dim=-1).cumsum(dim=-1) <= 1 - top_p
        unlikely[:, -1] = False
        scores = scores.masked_fill(torch.zeros_like(unlikely).scatter(1, order, unlikely), -torch.inf)
    return scores


def choose(scores: Tensor, sampling: Sampling, generators: Sequence[torch.Generator]) -> Tensor:
    """The next id of each row (rows,); each row draws from its own generator."""
    if sampling.greedy:
        return scores.argmax(dim=-1)
    mass = keep_likeliest(scores, sampling.top_k, sampling.top_p).softmax(dim=-1).cpu()
    # on the CPU: one seed draws the same on any device
    drawn = [torch.multinomial(row, 1, generator=own) for row, own in zip(mass, generators, strict=True)]
    return torch.cat(drawn).to(scores.device)


def _ids(vocabulary: Vocabulary, kinds: Sequence[Kind] | frozenset[Kind]) -> Tensor:
    spans = (vocabulary.output[kind] for kind in sorted(kinds) if kind in vocabulary.output)
    return torch.tensor([token for span in spans for token in span.ids], dtype=torch.long)
