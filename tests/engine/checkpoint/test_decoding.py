from __future__ import annotations

from pathlib import Path

import pytest
import torch

from engine.checkpoint.decoding import Answers, Memory, Question
from engine.checkpoint.loading import Checkpoint, load
from engine.checkpoint.rules import Sampling, rules
from engine.errors import Cancelled
from tests.engine.checkpoint import tiny

PROMPT = [5, 9, 1, 3, 12, 60]


@pytest.fixture(params=sorted(tiny.BACKBONES))
def loaded(request: pytest.FixtureRequest, tmp_path: Path) -> Checkpoint:
    return load(tiny.write(tmp_path, request.param))


def memory(loaded: Checkpoint, count: int = 1) -> Memory:
    states = torch.randn(count, 40, 16, generator=torch.Generator().manual_seed(3))
    return loaded.network.decoder.remember(states)


def generators(seed: int, count: int) -> list[torch.Generator]:
    return [torch.Generator().manual_seed(seed + number) for number in range(count)]


def answer(loaded: Checkpoint, sampling: Sampling, questions: list[Question], **more: int) -> list[list[int]]:
    return Answers(loaded.network.decoder, 48).ask(
        memory(loaded, len(questions)),
        questions,
        rules(loaded.preset, sampling, lookback=False),
        sampling,
        candidates=more.get("candidates", 1),
        generators=generators(more.get("seed", 0), len(questions) * more.get("candidates", 1)),
    )


def test_an_answer_runs_to_its_end_or_the_limit(loaded: Checkpoint) -> None:
    greedy = Sampling(greedy=True)
    [long] = answer(loaded, greedy, [Question(PROMPT, None, [2])])
    assert len(PROMPT) + len(long) <= 48
    end = long[4]
    [short] = answer(loaded, greedy, [Question(PROMPT, None, [end])])
    assert short == long[: long.index(end) + 1]


def test_greedy_candidates_are_all_the_same(loaded: Checkpoint) -> None:
    greedy = Sampling(greedy=True)
    [one] = answer(loaded, greedy, [Question(PROMPT, None, [2])])
    assert answer(loaded, greedy, [Question(PROMPT, None, [2])], candidates=3) == [one] * 3


def test_drawn_candidates_differ_and_come_back_with_their_seed(loaded: Checkpoint) -> None:
    questions = [Question(PROMPT, None, [2])]
    drawn = answer(loaded, Sampling(), questions, candidates=3, seed=7)
    assert len({tuple(row) for row in drawn}) == 3
    assert answer(loaded, Sampling(), questions, candidates=3, seed=7) == drawn


def test_windows_answered_together_answer_as_alone(loaded: Checkpoint) -> None:
    greedy = Sampling(greedy=True)
    questions = [Question(PROMPT, None, [2]), Question(PROMPT[2:], None, [2])]
    together = answer(loaded, greedy, questions, candidates=2)
    states = memory(loaded, 2)
    for index, question in enumerate(questions):
        own = [(k[index : index + 1], v[index : index + 1]) for k, v in states]
        chain = rules(loaded.preset, greedy, lookback=False)
        [alone] = Answers(loaded.network.decoder, 48).ask(own, [question], chain, greedy)
        short = min(len(alone), len(together[2 * index]))  # the longer prompt reaches the limit first
        assert together[2 * index][:short] == together[2 * index + 1][:short] == alone[:short]


def test_guidance_by_the_same_prompt_changes_nothing(loaded: Checkpoint) -> None:
    greedy, guided = Sampling(greedy=True), Sampling(greedy=True, guidance=3)
    [plain] = answer(loaded, greedy, [Question(PROMPT, None, [2])])
    assert answer(loaded, guided, [Question(PROMPT, PROMPT, [2])], candidates=2) == [plain] * 2


def test_at_guidance_1_only_the_negative_prompt_counts_even_a_shorter_one(loaded: Checkpoint) -> None:
    greedy = Sampling(greedy=True, guidance=1)
    [negative] = answer(loaded, greedy, [Question(PROMPT[1:], None, [2])])
    [found] = answer(loaded, greedy, [Question(PROMPT, PROMPT[1:], [2])])
    assert found == negative[: len(found)]


def test_the_step_may_stop_an_answer(loaded: Checkpoint) -> None:
    def stop() -> None:
        raise Cancelled

    greedy = Sampling(greedy=True)
    with pytest.raises(Cancelled):
        Answers(loaded.network.decoder, 48).ask(
            memory(loaded), [Question(PROMPT, None, [2])], [], greedy, step=stop
        )
