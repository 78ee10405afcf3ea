from __future__ import annotations

import json
import os
import pickle
from pathlib import Path
from typing import Any

import pytest
import torch
from safetensors.torch import load_file, save_file

from engine.checkpoint.loading import for_mode, load
from engine.errors import EngineError
from engine.protocol import FailureKind
from tests.engine.checkpoint import tiny


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tiny.write(tmp_path / "checkpoint", "v29")


def refusal(folder: Path, lora: Path | None = None) -> str:
    with pytest.raises(EngineError) as caught:
        load(folder, lora)
    assert caught.value.kind is FailureKind.INPUT
    return caught.value.message


@pytest.mark.parametrize("preset", tiny.BACKBONES)
def test_every_weight_of_the_file_is_in_the_network(preset: str, tmp_path: Path) -> None:
    network = load(tiny.write(tmp_path, preset)).network
    numbers = {name: tensor for name, tensor in network.named_parameters() if "bias" not in name}
    settings = tiny.config(preset, tiny.vocabulary(preset))
    used = sum(
        tensor.numel()
        for name, tensor in tiny.Weights(preset, settings).items()
        if not name.startswith("loss_fn") and "bias" not in name
    )
    assert sum(tensor.numel() for tensor in numbers.values()) == used
    assert all(tensor.dtype == torch.float32 for tensor in numbers.values())


def test_shards_are_read_as_one_file(folder: Path) -> None:
    whole = load(folder).network.state_dict()
    tensors = load_file(folder / "model.safetensors")
    names = sorted(tensors)
    halves = {"model-00001-of-00002.safetensors": names[::2], "model-00002-of-00002.safetensors": names[1::2]}
    for name, keys in halves.items():
        save_file({key: tensors[key] for key in keys}, folder / name)
    (folder / "model.safetensors").unlink()
    index = {"weight_map": {key: name for name, keys in halves.items() for key in keys}}
    (folder / "model.safetensors.index.json").write_text(json.dumps(index))
    for name, tensor in load(folder).network.state_dict().items():
        assert torch.equal(tensor, whole[name]), name


def test_pickles_of_old_training_runs_are_read(folder: Path) -> None:
    whole = load(folder).network.state_dict()
    torch.save(load_file(folder / "model.safetensors"), folder / "pytorch_model.bin")
    torch.save(json.loads((folder / "tokenizer.json").read_text()), folder / "custom_checkpoint_0.pkl")
    (folder / "model.safetensors").unlink()
    (folder / "tokenizer.json").unlink()
    for name, tensor in load(folder).network.state_dict().items():
        assert torch.equal(tensor, whole[name]), name


def test_safetensors_come_before_a_pickle(folder: Path) -> None:
    (folder / "pytorch_model.bin").write_bytes(b"not read")
    load(folder)


class Hostile:
    """Runs a command when it is unpickled by something careless."""

    def __init__(self, mark: Path) -> None:
        self.mark = mark

    def __reduce__(self) -> tuple[Any, ...]:
        return os.mkdir, (str(self.mark),)


@pytest.mark.parametrize("name", ["pytorch_model.bin", "custom_checkpoint_0.pkl"])
@pytest.mark.parametrize("way", ["torch", "pickle"])
def test_a_hostile_pickle_is_refused_and_does_nothing(
    folder: Path, tmp_path: Path, name: str, way: str
) -> None:
    torch.save(load_file(folder / "model.safetensors"), folder / "pytorch_model.bin")
    torch.save(json.loads((folder / "tokenizer.json").read_text()), folder / "custom_checkpoint_0.pkl")
    (folder / "model.safetensors").unlink()
    (folder / "tokenizer.json").unlink()
    hostile = {"transformer.proj_out.weight": Hostile(tmp_path / "ran")}
    if way == "torch":
        torch.save(hostile, folder / name)
    else:
        (folder / name).write_bytes(pickle.dumps(hostile))
    assert name in refusal(folder)
    assert not (tmp_path / "ran").exists()


def test_a_cut_file_is_named(folder: Path) -> None:
    path = folder / "model.safetensors"
    path.write_bytes(path.read_bytes()[:-100])
    assert "model.safetensors is broken or cut short" in refusal(folder)


@pytest.mark.parametrize("name", ["config.json", "tokenizer.json", "model.safetensors"])
def test_a_missing_file_is_named(folder: Path, name: str) -> None:
    (folder / name).unlink()
    assert f"{name} is missing" in refusal(folder)


def test_a_foreign_model_is_refused(folder: Path) -> None:
    config = json.loads((folder / "config.json").read_text())
    (folder / "config.json").write_text(json.dumps(config | {"backbone_model_name": "google/t5-small"}))
    assert "'google/t5-small'" in refusal(folder)
    (folder / "config.json").write_text('{"model_type": "llama"}')
    assert "does not describe a mapping checkpoint" in refusal(folder)


def test_a_setting_that_is_missing_is_named(folder: Path) -> None:
    config = json.loads((folder / "config.json").read_text())
    del config["backbone_config"]["decoder_layers"]
    (folder / "config.json").write_text(json.dumps(config))
    assert "'decoder_layers'" in refusal(folder)


def test_a_weight_that_is_missing_or_misshapen_is_named(folder: Path) -> None:
    tensors = load_file(folder / "model.safetensors")
    removed = tensors.pop("transformer.model.decoder.layers.1.fc1.weight")
    save_file(tensors, folder / "model.safetensors")
    assert "lack decoder.layers.1.feed_forward.up.weight" in refusal(folder)
    tensors["transformer.model.decoder.layers.1.fc1.weight"] = removed[:-1].clone()
    save_file(tensors, folder / "model.safetensors")
    assert "has the shape (31, 16), config.json asks for (32, 16)" in refusal(folder)


def test_a_fine_tune_for_a_mode_is_found_in_its_subfolder(folder: Path) -> None:
    tiny.write(folder / "gamemode=1", "v29")
    assert for_mode(folder, 1) == folder / "gamemode=1"
    assert for_mode(folder, 3) == folder


def adapter(folder: Path, **more: object) -> dict[str, torch.Tensor]:
    """A LoRA of rank 2 on one projection."""
    folder.mkdir()
    name = "base_model.model.transformer.model.decoder.layers.0.self_attn.v_proj"
    generator = torch.Generator().manual_seed(4)
    tensors = {
        f"{name}.lora_A.weight": torch.randn(2, 16, generator=generator),
        f"{name}.lora_B.weight": torch.randn(16, 2, generator=generator),
    }
    save_file(tensors, folder / "adapter_model.safetensors")
    (folder / "adapter_config.json").write_text(json.dumps({"r": 2, "lora_alpha": 4} | more))
    return tensors


def values(folder: Path, lora: Path | None = None) -> torch.Tensor:
    network = load(folder, lora).network
    return network.get_parameter("decoder.layers.0.attention.qkv.weight")[32:]


def test_an_adapter_is_added_to_its_weights(folder: Path, tmp_path: Path) -> None:
    a, b = adapter(tmp_path / "lora").values()
    torch.testing.assert_close(values(folder, tmp_path / "lora"), values(folder) + 2 * b @ a)


def test_an_adapter_from_pissa_replaces_the_principal_directions(folder: Path, tmp_path: Path) -> None:
    a, b = adapter(tmp_path / "lora", init_lora_weights="pissa").values()
    left = values(folder, tmp_path / "lora") - 2 * b @ a
    u, s, v = torch.linalg.svd(values(folder))
    torch.testing.assert_close(left, u[:, 2:] * s[2:] @ v[2:], atol=1e-5, rtol=1e-4)


def test_an_adapter_for_other_subfolders_is_left_out(folder: Path, tmp_path: Path) -> None:
    adapter(tmp_path / "lora")
    metadata = {"format_version": 1, "ckpt_subfolders": ["gamemode=0"]}
    (tmp_path / "lora" / "mapperatorinator_lora_metadata.json").write_text(json.dumps(metadata))
    assert torch.equal(values(folder, tmp_path / "lora"), values(folder))


def test_an_adapter_for_another_network_is_refused(tmp_path: Path) -> None:
    adapter(tmp_path / "lora")
    other = tiny.write(tmp_path / "v32", "v32")
    assert "does not fit this checkpoint" in refusal(other, tmp_path / "lora")
