"""The names of weights in published checkpoints, and where they belong in our network."""

from __future__ import annotations

import re

import torch

from engine.checkpoint.weights import Weights

_RENAMED = tuple(
    (re.compile(pattern), name)
    for pattern, name in (
        (r"^decoder_embedder\.", "decoder.embed."),
        (r"^encoder_embedder\.", "encoder.project."),
        (r"^transformer\.proj_out\.", "decoder.scores."),
        (r"^transformer\.model\.(encoder|decoder)\.embed_positions\.", r"\1.positions."),
        (r"^transformer\.model\.(encoder|decoder)\.layer_norm\.", r"\1.norm."),
        (r"^transformer\.model\.", ""),
        (r"\.self_attn_layer_norm\.", ".attention_norm."),
        (r"\.(encoder|cross)_attn_layer_norm\.", ".cross_norm."),
        (r"\.final_layer_norm\.", ".forward_norm."),
        (r"\.fc1\.", ".feed_forward.up."),
        (r"\.fc2\.", ".feed_forward.down."),
        (r"\.self_attn\.", ".attention."),
        (r"\.(encoder|cross)_attn\.", ".cross."),
        (r"\.(Wo|out_proj)\.", ".out."),
        (r"\.Wqkv\.", ".qkv."),
        (r"\.Wkv\.", ".kv."),
        (r"\.cross\.(Wq|q_proj)\.", ".cross.q."),
        (r"^difficulty_embedder\.(difficulty_proj\.)?", "conditions.difficulty."),
        (r"^song_pos_embedder\.(position_proj\.)?", "conditions.position."),
        (r"^mapper_embedder\.embedding\.", "conditions.mapper."),
        (r"^mapper_embedder\.layer_norm\.", "conditions.mapper_norm."),
        (r"^(conditions\.\w+)\.basis_", r"\1."),
        (r"^(conditions\.\w+)\.centers$", r"\1.centres"),
        (r"^(conditions\.\w+)\.0\.", r"\1.first."),
        (r"^(conditions\.\w+)\.1\.", r"\1.first_norm."),
        (r"^(conditions\.\w+)\.4\.", r"\1.second."),
        (r"^(conditions\.\w+)\.5\.", r"\1.second_norm."),
    )
)


def renamed(weights: Weights) -> Weights:
    """Weights under our names; the separate projections of older checkpoints are joined.

    The key projection of those has no bias: it is 0 in the joined one.
    """
    result: Weights = {}
    for key, tensor in weights.items():
        name = key
        for pattern, replacement in _RENAMED:
            name = pattern.sub(replacement, name)
        result[name] = tensor
    for name in [name for name in result if name.endswith(".k_proj.weight")]:
        _join(result, name.removesuffix("k_proj.weight"))
    return result


def _join(weights: Weights, prefix: str) -> None:
    parts = "kv" if prefix.endswith(".cross.") else "qkv"
    matrices = [weights.pop(f"{prefix}{part}_proj.weight") for part in parts]
    biases = [
        weights.pop(f"{prefix}{part}_proj.bias", torch.zeros(len(matrix), dtype=matrix.dtype))
        for part, matrix in zip(parts, matrices, strict=True)
    ]
    weights[f"{prefix}{parts}.weight"] = torch.cat(matrices)
    weights[f"{prefix}{parts}.bias"] = torch.cat(biases)
