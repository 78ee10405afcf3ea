"""Token after token: our own loop over ids with a cache that is allocated once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor

from engine.checkpoint.rules import Rule, Sampling, choose, guide
from engine.checkpoint.transformer import Decoder, KeyValues
from engine.checkpoint.vocabulary import PAD

Memory = list[tuple[Tensor, Tensor]]


@dataclass(frozen=True)
class Question:
    """What is asked of one window.

    Attributes:
        prompt: ids the answer follows.
        negative: the prompt to move away from, with guidance.
        ends: ids that end the answer; the ending one is part of it.
    """

    prompt: list[int]
    negative: list[int] | None
    ends: Sequence[int]


class Answers:
    """Answers questions with a decoder; keeps its caches from one question to the next.

    Args:
        length: of the longest prompt with its answer.
    """

    def __init__(self, decoder: Decoder, length: int) -> None:
        self.decoder = decoder
        self.length = length
        self._caches: dict[int, list[KeyValues]] = {}

    def _room(self, rows: int) -> list[KeyValues]:
        if rows not in self._caches:
            self._caches.clear()  # one size at a time: a full one is large
            self._caches[rows] = self.decoder.caches(rows, self.length)
        return self._caches[rows]

    def forget(self) -> None:
        """Give the caches' memory back."""
        self._caches.clear()

    @torch.inference_mode()
    def ask(
        self,
        memory: Memory,
        questions: Sequence[Question],
        rules: Sequence[Rule],
        sampling: Sampling,
        *,
        candidates: int = 1,
        generators: Sequence[torch.Generator] = (),
        step: Callable[[], None] = lambda: None,
    ) -> list[list[int]]:
        """`candidates` answers to each question, as ids, question after question.

        The memory has a row for each question's window, or one for all. Unless `sampling` is greedy there
        is a generator for each answer. `step` is called before every token; what it raises stops the
        answers.
        """
        device = self.decoder.embed.weight.device
        guided = questions[0].negative is not None
        prompts = [p for q in questions for p in ((q.prompt, q.negative) if guided else (q.prompt,))]
        given, padding = _left_padded([p or [] for p in prompts], device)
        rows = len(prompts) * candidates
        caches = self._room(rows)
        length = given.shape[1]

        answers = len(questions) * candidates
        ids = torch.full((answers, self.length), PAD, device=device)
        own = given[::2] if guided else given
        ids[:, :length] = own.repeat_interleave(candidates, dim=0)
        ends = torch.zeros(answers, self.decoder.shape.says, dtype=torch.bool, device=device)
        for index, question in enumerate(questions):
            ends[index * candidates : (index + 1) * candidates, list(question.ends)] = True
        done = torch.zeros(answers, dtype=torch.bool, device=device)
        lengths = torch.full((answers,), self.length, device=device)

        start, fresh, pads = 0, given, padding
        while length < self.length:
            step()
            scores = self.decoder(fresh, caches, memory, start, pads)[:, -1].float()
            if start == 0:
                scores = scores.repeat_interleave(candidates, dim=0)
                pads = None if padding is None else padding.repeat_interleave(candidates)
            if guided:
                both = scores.view(len(questions), 2, candidates, -1)
                scores = guide(both[:, 0], both[:, 1], sampling.guidance).flatten(0, 1)
            for rule in rules:
                scores = rule(ids[:, :length], scores)
            chosen = choose(scores, sampling, generators).masked_fill(done, PAD)
            ids[:, length] = chosen
            start, length = length, length + 1
            ended = ends.gather(1, chosen[:, None])[:, 0] & ~done
            lengths = torch.where(ended, length, lengths)
            done |= ended
            if bool(done.all()):
                break
            fresh = chosen[:, None]
            if guided:
                fresh = fresh.view(len(questions), 1, candidates, 1).expand(-1, 2, -1, -1).reshape(-1, 1)
        first = given.shape[1]
        return [row[first:end] for row, end in zip(ids.tolist(), lengths.tolist(), strict=True)]


def _left_padded(prompts: Sequence[list[int]], device: torch.device) -> tuple[Tensor, Tensor | None]:
    """Prompts as one tensor (prompts, longest) and how much padding each has; None: none at all."""
    longest = max(map(len, prompts))
    ids = torch.tensor([[PAD] * (longest - len(p)) + p for p in prompts], device=device)
    padding = torch.tensor([longest - len(p) for p in prompts], device=device)
    return ids, padding if bool(padding.any()) else None
