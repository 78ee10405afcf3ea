"""Small random checkpoints of the published formats, made on the spot."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import torch
from safetensors.torch import save_file

BACKBONES = {
    "v29": "openai/whisper-small",
    "v31": "Tiger14n/ropewhisper-small",
    "v32": "OliBomby/varwhisper-small",
}
CONTEXTS = {"v29": ("none", "timing", "kiai", "map", "sv", "no_hs", "gd"), "v32": ("timing", "map", "sv")}
TYPES = (
    *("new_combo", "circle", "spinner", "spinner_end", "slider_head", "bezier_anchor", "perfect_anchor"),
    *("catmull_anchor", "red_anchor", "last_anchor", "slider_end", "beat", "measure", "timing_point"),
)


def vocabulary(preset: str) -> dict[str, Any]:
    """A `tokenizer.json` with short ranges."""
    contexts = CONTEXTS["v32" if preset == "v32" else "v29"]
    offset = 3 + 2 * len(contexts)
    ranges = [("t", 0, 62), ("snap", 0, 16), ("pos", 0, 956), ("scroll_speed", 0, 1000)]
    ranges += [("hitsound", 0, 72), ("volume", 0, 100), *((name, 0, 0) for name in TYPES), ("kiai", 0, 1)]
    if preset == "v32":
        ranges += [("pos_refine", 0, 255), ("slider_sustain", 0, 0)]
    heard = [("gamemode", 0, 3), ("difficulty", 0, 24), ("mapper", 0, 2), ("year", 2007, 2077)]
    sizes = [sum(high - low + 1 for _, low, high in part) for part in (ranges, heard)]
    return {
        "offset": offset,
        "context_sos": {name: 3 + 2 * i for i, name in enumerate(contexts)},
        "context_eos": {name: 4 + 2 * i for i, name in enumerate(contexts)},
        "event_ranges": [{"type": n, "min_value": lo, "max_value": hi} for n, lo, hi in ranges],
        "input_event_ranges": [{"type": n, "min_value": lo, "max_value": hi} for n, lo, hi in heard],
        "num_diff_classes": 24,
        "max_difficulty": 12,
        "mapper_idx": {"2": 0, "50265": 1},
        "num_mapper_classes": 2,
        "vocab_size_out": offset + sizes[0],
        "vocab_size_in": offset + sum(sizes),
    }


def config(preset: str, words: dict[str, Any]) -> dict[str, Any]:
    """A `config.json`: windows of 79 frames, width 16."""
    told = preset == "v31"
    return {
        "backbone_model_name": BACKBONES[preset],
        "vocab_size": words["vocab_size_out"],
        "vocab_size_in": words["vocab_size_in"],
        "max_source_positions": 40,
        "max_target_positions": 96,
        "hop_length": 128,
        "sample_rate": 16000,
        "n_fft": 1024,
        "n_mels": 20,
        "f_min": 20,
        "f_max": 8000,
        "pad_mode": "constant" if preset == "v29" else "reflect",
        "spectrogram_implementation": "nnAudio" if preset == "v29" else "torchaudio",
        "spectrogram_log_scale": preset != "v29",
        "project_encoder_input": preset == "v29",
        "cond_dim": 4,
        "cond_size": 12 if told else 0,
        "num_mappers": 2,
        "backbone_config": {
            "d_model": 16,
            "encoder_layers": 1,
            "decoder_layers": 2,
            "encoder_attention_heads": 2,
            "decoder_attention_heads": 2,
            "encoder_ffn_dim": 32,
            "decoder_ffn_dim": 32,
            "max_source_positions": 40,
            "max_target_positions": 96,
            "num_mel_bins": 16 if preset == "v29" else 20 + (12 if told else 0),
            "vocab_size": words["vocab_size_out"],
        },
    }


class Weights(dict[str, torch.Tensor]):
    """Random weights under the names of published files, always the same ones."""

    def __init__(self, preset: str, settings: dict[str, Any]) -> None:
        super().__init__()
        self.preset = preset
        self.width = settings["backbone_config"]["d_model"]
        self.generator = torch.Generator().manual_seed(1)
        self["decoder_embedder.weight"] = self.random(settings["vocab_size_in"], self.width)
        self["transformer.proj_out.weight"] = self.random(settings["vocab_size"], self.width)
        self["loss_fn.weight"] = self.random(settings["vocab_size"])
        if preset == "v29":
            self.linear("encoder_embedder", self.width, settings["n_mels"])
            self["transformer.model.encoder.embed_positions.weight"] = self.random(40, self.width)
            self["transformer.model.decoder.embed_positions.weight"] = self.random(96, self.width)
        if preset == "v31":
            self.bumps("difficulty_embedder", "difficulty_proj", bases=8, inputs=1, hidden=4)
            self.bumps("song_pos_embedder", "position_proj", bases=10, inputs=2, hidden=8)
            self["mapper_embedder.embedding.weight"] = self.random(3, 4)
            self.norm("mapper_embedder.layer_norm", 4, bias=True)
        for index, into in ((1, settings["backbone_config"]["num_mel_bins"]), (2, self.width)):
            self[f"transformer.model.encoder.conv{index}.weight"] = self.random(self.width, into, 3)
            self[f"transformer.model.encoder.conv{index}.bias"] = self.random(self.width)
        for half, count in (("encoder", 1), ("decoder", 2)):
            self.norm(f"transformer.model.{half}.layer_norm", self.width)
            for index in range(count):
                self.layer(f"transformer.model.{half}.layers.{index}", cross=half == "decoder")

    def random(self, *shape: int) -> torch.Tensor:
        return torch.randn(*shape, generator=self.generator) * (0.3 if len(shape) > 1 else 0.1)

    def linear(self, name: str, out: int, into: int, bias: bool = True) -> None:
        self[f"{name}.weight"] = self.random(out, into)
        if bias:
            self[f"{name}.bias"] = self.random(out)

    def norm(self, name: str, size: int, bias: bool | None = None) -> None:
        self[f"{name}.weight"] = 1 + self.random(size)
        if self.preset == "v29" if bias is None else bias:
            self[f"{name}.bias"] = self.random(size)

    def bumps(self, name: str, network: str, bases: int, inputs: int, hidden: int) -> None:
        self[f"{name}.basis_centers"] = torch.linspace(0, 1, bases)
        self[f"{name}.basis_widths"] = torch.full((bases,), 0.1)
        self.linear(f"{name}.{network}.0", hidden, inputs * bases)
        self.norm(f"{name}.{network}.1", hidden, bias=True)
        self.linear(f"{name}.{network}.4", 4, hidden)
        self.norm(f"{name}.{network}.5", 4, bias=True)

    def layer(self, name: str, cross: bool) -> None:
        self.attention(f"{name}.self_attn", ("Wqkv",))
        self.norm(f"{name}.self_attn_layer_norm", self.width)
        if cross:
            attention = "cross_attn" if self.preset == "v32" else "encoder_attn"
            self.attention(f"{name}.{attention}", ("Wq", "Wkv"))
            self.norm(f"{name}.{attention}_layer_norm", self.width)
        self.linear(f"{name}.fc1", 32, self.width)
        self.linear(f"{name}.fc2", self.width, 32)
        self.norm(f"{name}.final_layer_norm", self.width)

    def attention(self, name: str, joined: tuple[str, ...]) -> None:
        d = self.width
        if self.preset == "v32":
            for part in (*joined, "Wo"):
                self.linear(f"{name}.{part}", d * max(1, len(part) - 1) if part != "Wo" else d, d)
            return
        for part in ("q_proj", "k_proj", "v_proj", "out_proj"):
            self.linear(f"{name}.{part}", d, d, bias=part != "k_proj")


def write(folder: Path, preset: str) -> Path:
    """A checkpoint folder."""
    folder.mkdir(parents=True, exist_ok=True)
    words = vocabulary(preset)
    settings = config(preset, words)
    (folder / "tokenizer.json").write_text(json.dumps(words))
    (folder / "config.json").write_text(json.dumps(settings))
    save_file(Weights(preset, settings), folder / "model.safetensors")
    return folder
