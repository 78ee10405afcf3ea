"""How surprised a checkpoint is by a map's own tokens, all windows of a song in few passes.

The contexts are all given: one forward pass over a window says of every token what the checkpoint would
have said in its place. Facts: MaiMod of the published inference; equal to its golden scores.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from math import inf, log

import torch
from torch import Tensor

from engine.checkpoint.audio import Window
from engine.checkpoint.events import ContextKind, Event, Kind
from engine.checkpoint.loading import Checkpoint
from engine.checkpoint.preset import MS_PER_STEP, Preset
from engine.checkpoint.prompt import Prompter, Stream
from engine.checkpoint.rules import Sampling
from engine.checkpoint.vocabulary import PAD, SOS
from engine.checkpoint.writing import Ear

TOGETHER = 4
"""Windows read in one pass."""


@dataclass(frozen=True)
class TokenSurprisal:
    """One token of the map beside what the checkpoint expected.

    Attributes:
        index: its place among the tokens of its context.
        time: ms.
        event: what the map says; times are ms.
        expected: the likeliest in its place; None where that is the end of the window.
        surprisal: -log2 of the token's probability, bits.
        entropy: of everything that could stand here, bits.
    """

    context: ContextKind
    index: int
    time: float
    event: Event
    expected: Event | None
    surprisal: float
    entropy: float

    @property
    def score(self) -> float:
        """Surprisal over entropy: how wrong the token looks where the checkpoint was sure."""
        return self.surprisal / self.entropy if self.entropy else inf


@dataclass(frozen=True)
class _Place:
    """Where a token of the map stands in the ids of a window."""

    stream: Stream
    index: int
    position: int


@torch.inference_mode()
def surprisals(
    checkpoint: Checkpoint,
    ear: Ear,
    prompter: Prompter,
    sampling: Sampling,
    between: tuple[float, float] | None = None,
    step: Callable[[float], None] = lambda _done: None,
) -> list[TokenSurprisal]:
    """Every token of the streams the prompter says, each judged once, by the window that would say it.

    With `between` (ms) only the windows that say something inside it are read. `step` gets the share
    done and may raise to stop.
    """
    preset = checkpoint.preset
    parts = [(window, _part(window, preset, sampling)) for window in ear.windows]
    if between is not None:
        parts = [(w, part) for w, part in parts if part[0] < between[1] and between[0] < part[1]]
    found: list[TokenSurprisal] = []
    for first in range(0, len(parts), TOGETHER):
        step(first / len(parts))
        found += _judged(checkpoint, ear, prompter, parts[first : first + TOGETHER])
    order = [stream.kind for stream in prompter.says]
    return sorted(found, key=lambda token: (order.index(token.context), token.index))


def _part(window: Window, preset: Preset, sampling: Sampling) -> tuple[float, float]:
    """The times a window says: what neighbours say is left out."""
    span = preset.window_ms
    start = -inf if window.first else window.start + sampling.lookback * span
    end = inf if window.last else window.start + (1 - sampling.lookahead) * span
    return start, end


def _judged(
    checkpoint: Checkpoint,
    ear: Ear,
    prompter: Prompter,
    parts: Sequence[tuple[Window, tuple[float, float]]],
) -> Iterator[TokenSurprisal]:
    """The tokens of some windows, read in one pass."""
    saying, decoder = len(prompter.says) - 1, checkpoint.network.decoder
    prompts = [prompter.prompts(window.start, saying)[0] for window, _ in parts]
    longest = max(map(len, prompts))
    device = decoder.embed.weight.device
    # what comes after a token cannot be seen by it: padding at the right changes nothing
    ids = torch.tensor([prompt + [PAD] * (longest - len(prompt)) for prompt in prompts], device=device)
    states = torch.cat([ear.states(window.index) for window, _ in parts])
    caches = decoder.caches(len(parts), longest)
    scores = decoder(ids, caches, decoder.remember(states), last_only=False)  # (windows, t, says)
    for row, (window, (start, end)) in enumerate(parts):
        for place in _places(prompter, window.start, prompts[row]):
            time = place.stream.events.times[place.index]
            if start <= time < end:
                token = prompts[row][place.position]
                yield _token(checkpoint, window, place, time, scores[row, place.position - 1], token)


def _places(prompter: Prompter, start: int, prompt: Sequence[int]) -> Iterator[_Place]:
    """The map's tokens inside a window's ids, which may lack the first ones of a context."""
    vocabulary = prompter.preset.vocabulary
    position = prompt.index(SOS) + 1
    for number, stream in enumerate(prompter.says):
        position += stream.kind in vocabulary.context_start
        inside = stream.events.between(start, start + prompter.preset.window_ms)
        last = stream.events.index_before(start + prompter.preset.window_ms)
        end = _end_of_context(prompt, position, vocabulary.context_end.get(stream.kind))
        held = min(len(inside), end - position)
        for back in range(held, 0, -1):
            yield _Place(stream, last - back, position)
            position += 1
        position += number < len(prompter.says) - 1 and stream.kind in vocabulary.context_end


def _end_of_context(prompt: Sequence[int], position: int, end: int | None) -> int:
    return prompt.index(end, position) if end in prompt[position:] else len(prompt)


def _token(
    checkpoint: Checkpoint, window: Window, place: _Place, time: float, scores: Tensor, token: int
) -> TokenSurprisal:
    logs = scores.float().log_softmax(dim=-1)
    entropy = float(-(logs.exp() * logs).sum()) / log(2)
    expected = checkpoint.vocabulary.decode(int(logs.argmax()))
    if expected is not None and expected.kind is Kind.TIME:
        expected = Event(Kind.TIME, window.start + expected.value * MS_PER_STEP + MS_PER_STEP // 2)
    return TokenSurprisal(
        place.stream.kind,
        place.index,
        time,
        place.stream.events.events[place.index],
        expected,
        float(-logs[token]) / log(2),
        entropy,
    )
