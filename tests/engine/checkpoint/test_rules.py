from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pytest
import torch

from engine.checkpoint.events import ContextKind, Kind
from engine.checkpoint.loading import load
from engine.checkpoint.rules import (
    LookbackMass,
    RisingTime,
    Sampling,
    TimeBias,
    choose,
    end_ids,
    keep_likeliest,
    rules,
)
from engine.checkpoint.vocabulary import EOS, SOS
from tests.engine.checkpoint import tiny
from tests.engine.checkpoint.golden import PRESETS, arrays, checkpoint, document, worst


def test_time_never_runs_back_within_a_context(tmp_path: Path) -> None:
    vocabulary = load(tiny.write(tmp_path, "v32")).vocabulary
    time = vocabulary.time.start
    rule, scores = RisingTime(vocabulary), torch.zeros(2, vocabulary.time.end + 3)
    circle, started = vocabulary.output[Kind.CIRCLE].start, vocabulary.context_start[ContextKind.MAP]
    ids = torch.tensor([[SOS, time + 7, circle, time + 9, circle], [SOS, time + 7, circle, started, circle]])
    result = rule(ids, scores)
    assert result[0, time : time + 9].isinf().all()
    assert not result[0, time + 9 :].isinf().any()
    assert not result[1].isinf().any()
    assert not scores.isinf().any()


def test_the_ends_of_a_window_count_from_both_ends_of_the_time_range(tmp_path: Path) -> None:
    vocabulary = load(tiny.write(tmp_path, "v32")).vocabulary
    time = vocabulary.time
    assert end_ids(vocabulary, ContextKind.MAP, 20, 10) == [
        EOS,
        vocabulary.context_end[ContextKind.MAP],
        time.start,
        time.start + 1,
        time.end - 1,
    ]


def test_only_the_likeliest_tokens_are_kept() -> None:
    scores = torch.tensor([[0.5, 0.3, 0.15, 0.05]]).log()
    assert keep_likeliest(scores, 2, 1.0).exp().tolist()[0][2:] == [0, 0]
    assert keep_likeliest(scores, 0, 0.7).isinf().tolist() == [[False, False, True, True]]
    assert keep_likeliest(scores, 0, 1e-9).isinf().tolist() == [[False, True, True, True]]


def test_the_same_seed_draws_the_same_tokens() -> None:
    scores = torch.randn(64, 50, generator=torch.Generator().manual_seed(0))
    drawn = [
        choose(scores, Sampling(), [torch.Generator().manual_seed(seed + row) for row in range(64)])
        for seed in (5, 5, 6)
    ]
    assert drawn[0].tolist() == drawn[1].tolist() != drawn[2].tolist()


@pytest.mark.parametrize("preset", PRESETS)
def test_the_ids_that_end_a_window_are_the_published_ones(preset: str) -> None:
    vocabulary = checkpoint(preset).vocabulary
    golden = document(preset, "eos.json")
    for setting, wanted in golden.items():
        found = re.fullmatch(r"lookback=([\d.]+),lookahead=([\d.]+),context=(\w+)", setting)
        assert found
        context = None if found[3] == "None" else ContextKind(found[3])
        assert end_ids(vocabulary, context, float(found[1]), float(found[2])) == wanted, setting
    print(f"{preset}: {sum(map(len, golden.values()))} ids in {len(golden)} settings equal")


@pytest.mark.parametrize("preset", PRESETS)
def test_scores_after_every_rule_are_the_published_ones(preset: str) -> None:
    golden, loaded = arrays(preset, "sampling"), checkpoint(preset)
    for state in sorted({key.split("/")[0] for key in golden}):
        values = {
            key.split("/")[1]: torch.from_numpy(v)[None] for key, v in golden.items() if key[0] == state
        }
        steps = [key for key in values if key.startswith("step_")]
        sampling = Sampling(
            time_bias=-1.5, timing_temperature=0.1, column_temperature=0.5, taiko_temperature=0.6, top_k=40
        )
        chain = rules(loaded.preset, sampling, lookback=True)
        assert len(chain) == len(steps) == 4
        assert isinstance(chain[1], TimeBias)
        if isinstance(chain[3], LookbackMass):
            chain[3].before = values["previous_scores"]
        scores = values["raw"]
        for rule, step in zip(chain, steps, strict=True):
            scores = rule(values["ids"], scores)
            finite = torch.isfinite(values[step])
            assert torch.equal(torch.isfinite(scores), finite), step
            assert torch.equal(scores[~finite], values[step][~finite]), step
            name = f"{preset} state {state} {step}"
            worst(scores[finite].numpy(), values[step][finite].numpy(), name, 1e-4)
        mass = keep_likeliest(scores, 40, 0.9).softmax(dim=-1)
        worst(mass.numpy(), values["after_top_k40_top_p090"].numpy(), f"{preset} state {state} mass", 1e-5)
    assert isinstance(golden["0/raw"], np.ndarray)
