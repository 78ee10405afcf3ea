from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import torch

from engine.checkpoint.audio import heard, windows
from engine.checkpoint.conditioning import Conditions
from engine.checkpoint.loading import load
from engine.checkpoint.rules import Sampling
from engine.checkpoint.transformer import Decoder, rotate, rotation
from tests.engine.checkpoint import tiny
from tests.engine.checkpoint.golden import PRESETS, arrays, checkpoint, song, worst


def test_a_rotation_keeps_lengths_and_depends_on_the_distance_only() -> None:
    x, y = torch.randn(2, 1, 1, 1, 8, generator=torch.Generator().manual_seed(0))

    def product(a: int, b: int) -> torch.Tensor:
        at = [rotation(torch.tensor([[place]]), 8, 10000.0) for place in (a, b)]
        return (rotate(x, at[0]) * rotate(y, at[1])).sum()

    turned = rotate(x, rotation(torch.tensor([[5]]), 8, 10000.0))
    torch.testing.assert_close(turned.norm(), x.norm())
    torch.testing.assert_close(product(3, 1), product(12, 10))


@pytest.mark.parametrize("preset", tiny.BACKBONES)
def test_decoding_step_by_step_gives_the_scores_of_the_whole(preset: str, tmp_path: Path) -> None:
    network = load(tiny.write(tmp_path, preset)).network
    samples = torch.randn(1, 79 * 128, generator=torch.Generator().manual_seed(0))
    memory = network.decoder.remember(network.encode(samples, [Conditions(4.2, 1, (0.1, 0.3))]))
    ids = torch.arange(3, 23)[None]
    whole = network.decoder(ids, network.decoder.caches(1, 20), memory, last_only=False)[0]
    caches = network.decoder.caches(1, 20)
    steps = [network.decoder(ids[:, :5], caches, memory)[0]]
    steps += [network.decoder(ids[:, i : i + 1], caches, memory, start=i)[0] for i in range(5, 20)]
    torch.testing.assert_close(torch.cat(steps), whole[4:])


@pytest.mark.parametrize("preset", tiny.BACKBONES)
def test_padding_on_the_left_changes_no_score(preset: str, tmp_path: Path) -> None:
    decoder = load(tiny.write(tmp_path, preset)).network.decoder
    memory = decoder.remember(torch.randn(1, 40, 16, generator=torch.Generator().manual_seed(0)))
    short, long = [5, 9, 12], [4, 8, 9, 11, 20]
    both = torch.tensor([[0, 0, *short], long])
    scores = decoder(both, decoder.caches(2, 8), memory, padding=torch.tensor([2, 0]))
    alone = decoder(torch.tensor([short]), decoder.caches(1, 8), memory)
    torch.testing.assert_close(scores[0], alone[0])


def test_the_backbone_of_v29_is_transformers_whisper(tmp_path: Path) -> None:
    transformers: Any = pytest.importorskip("transformers")
    words = tiny.vocabulary("v29")
    settings = tiny.config("v29", words)
    network = load(tiny.write(tmp_path, "v29")).network
    oracle = transformers.WhisperForConditionalGeneration(
        transformers.WhisperConfig(
            **settings["backbone_config"], pad_token_id=0, bos_token_id=1, eos_token_id=2
        )
    ).eval()
    loaded = {
        key.removeprefix("transformer."): value
        for key, value in tiny.Weights("v29", settings).items()
        if key.startswith("transformer.")
    }
    embedding = tiny.Weights("v29", settings)["decoder_embedder.weight"]
    oracle.load_state_dict(loaded, strict=False)
    frames = torch.randn(2, 80, 20, generator=torch.Generator().manual_seed(0))
    ids = torch.arange(3, 19).repeat(2, 1)
    with torch.no_grad():
        states = network.encoder(frames)
        found = network.decoder(
            ids, network.decoder.caches(2, 16), network.decoder.remember(states), last_only=False
        )
        wanted = oracle(
            input_features=network.encoder.project(frames).transpose(1, 2),
            decoder_inputs_embeds=embedding[ids],
        )
    worst(states.numpy(), wanted.encoder_last_hidden_state.numpy(), "encoder against transformers", 1e-5)
    worst(found.numpy(), wanted.logits.numpy(), "scores against transformers", 1e-5)


@pytest.mark.parametrize("preset", PRESETS)
def test_encoder_states_and_scores_are_the_published_ones(
    preset: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    golden, loaded = arrays(preset, "logits"), checkpoint(preset)
    window = windows(heard(song(), 16000), loaded.preset, Sampling())[int(golden["window"])]
    told = []
    if "cond_difficulty" in golden:
        start, end = golden["cond_song_position"][0].tolist()
        told = [Conditions(golden["cond_difficulty"].item(), golden["cond_mapper_idx"].item(), (start, end))]
    states = loaded.network.encode(window.samples[None], told)
    worst(states[0].numpy(), golden["encoder"], f"{preset} encoder", 1e-4)
    if preset.startswith("v32"):
        # these rows were computed without a mask, every token seeing the ones after it; decoding never does
        monkeypatch.setattr(Decoder, "_mask", staticmethod(lambda _slots, _padding: None))
    decoder, ids = loaded.network.decoder, torch.from_numpy(golden["input_ids"])[None]
    scores = decoder(ids, decoder.caches(1, ids.shape[1]), decoder.remember(states), last_only=False)[0]
    rows = scores[torch.from_numpy(golden["logits_rows"])]
    worst(rows.numpy(), golden["logits"], f"{preset} scores", 1e-3)
