"""How many greedy tokens weights of eight bits leave as they were: `python -m tests.benchmarks.eight_bits`.

All golden calls of the small checkpoints are answered once more in eight bits. After every token the
golden one is put in its place, so that one other token is counted once and not as all that follow it.
"""

from __future__ import annotations

import sys
from typing import Any

import torch
from torch import Tensor

from engine.checkpoint.audio import heard, windows
from engine.checkpoint.conditioning import Conditions
from engine.checkpoint.decoding import Answers, Question
from engine.checkpoint.linear import has_vnni
from engine.checkpoint.loading import Checkpoint, load
from engine.checkpoint.packing import pack, shrink
from engine.checkpoint.rules import Sampling, rules
from tests.engine.checkpoint.golden import PRESETS, song, traces
from tests.shared import shared

GUIDANCE = 1.5
"""Of the golden calls with a negative prompt."""


class Follow:
    """A last rule: notes what would be said, then says what the golden answer says."""

    def __init__(self, answer: list[int]) -> None:
        self.answer = answer
        self.equal = 0
        self._at = 0

    def __call__(self, ids: Tensor, scores: Tensor) -> Tensor:  # noqa: ARG002 - as every rule
        """Scores (1, ids) that leave only the golden token."""
        wanted = self.answer[self._at]
        self._at += 1
        self.equal += int(scores.argmax()) == wanted
        only = torch.full_like(scores, -torch.inf)
        only[:, wanted] = 0
        return only


def equal_tokens(checkpoint: Checkpoint, calls: list[dict[str, Any]]) -> tuple[int, int]:
    """How many tokens of the calls are the same, and of how many."""
    sampling, network = Sampling(greedy=True, guidance=GUIDANCE), checkpoint.network
    cut = windows(heard(song(), checkpoint.preset.sample_rate), checkpoint.preset, sampling)
    equal = count = 0
    for call in calls:
        window = next(each for each in cut if each.start == call["start_ms"])
        follow = Follow(call["generated"])
        negative = call.get("negative_prompt")
        answers = Answers(
            network.decoder, max(map(len, (call["prompt"], negative or []))) + len(follow.answer)
        )
        answers.ask(
            network.decoder.remember(network.encode(window.samples[None], _told(call))),
            [Question(call["prompt"], negative, [])],
            [*rules(checkpoint.preset, sampling, lookback=call["lookback_ms"] > 0), follow],
            sampling,
        )
        equal, count = equal + follow.equal, count + len(follow.answer)
    return equal, count


def _told(call: dict[str, Any]) -> list[Conditions]:
    told = call.get("conditioning")
    if told is None:
        return []
    first, last = told["song_position"][0]
    return [Conditions(told["difficulty"][0], told["mapper_idx"][0], (first, last))]


@torch.inference_mode()
def main() -> None:
    """Print the shares."""
    out = sys.stdout.write
    out(f"inputs of {8 if has_vnni() else 7} bits; equal greedy tokens of all tasks\n\n")
    out("| preset | fp32 | int8 | tokens |\n|---|---|---|---|\n")
    for preset in PRESETS:
        calls = traces(preset)
        shares, count = [], 0
        for change in (pack, shrink):
            checkpoint = load(shared("golden", preset, "checkpoint"))
            change(checkpoint.network)
            equal, count = equal_tokens(checkpoint, calls)
            shares.append(f"{equal / count:.2%}")
        out(f"| {preset} | {' | '.join(shares)} | {count} |\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
