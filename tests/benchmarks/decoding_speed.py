"""How fast windows are encoded and tokens decoded, at the published sizes with random weights.

`python -m tests.benchmarks.decoding_speed` prints a table; the limit beside each figure is the time it
takes to read the decoder's weights once. For V29 transformers' own Whisper runs on the same weights,
in turns with ours, so that both see the same load of the machine.
"""

from __future__ import annotations

import sys
import time
import warnings
from collections.abc import Callable
from functools import partial
from typing import Any

import torch
from torch import Tensor

from engine.checkpoint.decoding import Answers, Question
from engine.checkpoint.packing import pack, shrink
from engine.checkpoint.rules import Sampling
from engine.checkpoint.transformer import Transformer

PROMPT, TOKENS, TURNS = 200, 32, 5
SAYS, HEARS = 4097, 4910


def config(preset: str) -> dict[str, Any]:
    """The published sizes of V29 and V32."""
    old = preset == "V29"
    bands, sources, targets = (388, 512, 2048) if old else (128, 1024, 2560)
    return {
        "backbone_model_name": "openai/whisper-small" if old else "OliBomby/varwhisper-small",
        "vocab_size": SAYS,
        "vocab_size_in": HEARS,
        "n_mels": bands,
        "cond_size": 0,
        "project_encoder_input": old,
        "n_fft": 1024,
        "hop_length": 128,
        "pad_mode": "reflect",
        "sample_rate": 16000,
        "f_min": 20,
        "f_max": 8000,
        "spectrogram_log_scale": not old,
        "spectrogram_implementation": "nnAudio" if old else "torchaudio",
        "backbone_config": {
            "d_model": 768,
            "encoder_layers": 12,
            "decoder_layers": 12,
            "encoder_attention_heads": 12,
            "decoder_attention_heads": 12,
            "encoder_ffn_dim": 3072,
            "decoder_ffn_dim": 3072,
            "max_source_positions": sources,
            "max_target_positions": targets,
            "num_mel_bins": 768 if old else bands,
            "vocab_size": SAYS,
        },
    }


def seconds(*works: Callable[[], object]) -> list[float]:
    """The best of a few turns of each; they take turns, so that all see the same load of the machine."""
    best = [float("inf")] * len(works)
    for _ in range(TURNS):
        for place, work in enumerate(works):
            start = time.perf_counter()
            work()
            best[place] = min(best[place], time.perf_counter() - start)
    return best


def bandwidth() -> float:
    """Bytes a second that are read when memory is summed."""
    block = torch.ones(64 * 1024 * 1024)
    [fastest] = seconds(block.sum)
    return block.numel() * 4 / fastest


def weight_bytes(network: Transformer, size: float) -> float:
    """Bytes of decoder weights that a token needs; not those of cross attention's keys and values."""
    layers = [p for name, p in network.decoder.layers.named_parameters() if ".kv." not in name]
    return sum(p.numel() for p in layers) * size + network.decoder.scores.weight.numel() * 4


class Reference:
    """transformers' generate on random weights of V29's size."""

    def __init__(self) -> None:
        import transformers

        sizes = config("V29")["backbone_config"]
        settings = transformers.WhisperConfig(**sizes, pad_token_id=0, bos_token_id=1, eos_token_id=2)
        settings.begin_suppress_tokens = settings.suppress_tokens = None
        kind: Any = transformers.WhisperForConditionalGeneration
        self.model = kind(settings).eval()
        self.plain: Any = transformers.GenerationMixin.generate  # Whisper's own is for speech
        self.frames = torch.randn(1, 768, 1024)
        self.prompt = torch.randint(3, SAYS, (1, PROMPT))

    def encode(self) -> None:
        """One window, from its spectrogram."""
        self.model.get_encoder()(self.frames)

    def decode(self, tokens: int) -> None:
        """The encoder, the prompt, and so many tokens."""
        self.plain(
            self.model,
            input_features=self.frames,
            decoder_input_ids=self.prompt,
            max_new_tokens=tokens,
            min_new_tokens=tokens,
            do_sample=False,
        )


class Ours:
    """Our network with the figures of one precision."""

    def __init__(self, network: Transformer) -> None:
        self.network = network
        self.samples = torch.randn(1, (2 * network.shape.sources - 1) * 128)
        self.memory = network.decoder.remember(self.encode())
        self.answers = {tokens: Answers(network.decoder, PROMPT + tokens) for tokens in (1, TOKENS)}
        self.prompt = torch.randint(3, SAYS, (PROMPT,)).tolist()

    def encode(self) -> Tensor:
        """One window."""
        return self.network.encode(self.samples)

    def decode(self, tokens: int, rows: int = 1) -> None:
        """The prompt and 1 or TOKENS tokens, for some candidates."""
        question = Question(self.prompt, None, [])
        self.answers[tokens].ask(self.memory, [question], [], Sampling(greedy=True), candidates=rows)


def row(preset: str, weights: str, ours: Ours, limit: float, reference: Reference | None) -> str:
    """One line of the table; a token's time is what one more token takes, without the prompt."""
    decoders = [ours.decode, lambda tokens: ours.decode(tokens, 4)]
    works: list[Callable[[], object]] = [ours.encode]
    works += [partial(decode, tokens) for decode in decoders for tokens in (1, TOKENS)]
    if reference:
        works += [reference.encode, *(partial(reference.decode, tokens) for tokens in (1, TOKENS))]
    encoder, prompt, many, prompt4, many4, *theirs = seconds(*works)
    one, four = ((long - short) / (TOKENS - 1) for short, long in ((prompt, many), (prompt4, many4)))
    ratios = "-"
    if theirs:
        heard, short, long = theirs
        token = (long - short) / (TOKENS - 1)
        ratios = f"{heard / encoder:.1f}x, {short / (encoder + prompt):.1f}x, {token / one:.1f}x"
        ratios += f" ({heard * 1e3:.0f}, {short * 1e3:.0f}, {token * 1e3:.0f} ms)"
    figures = " | ".join(f"{value * 1e3:.1f}" for value in (encoder, prompt, one, limit, four))
    return f"| {preset} | {weights} | {figures} | {ratios} |\n"


def main() -> int:
    """Measure and print."""
    torch.manual_seed(0)
    warnings.simplefilter("ignore")
    speed = bandwidth()
    out = sys.stdout.write
    out(f"{torch.get_num_threads()} threads, reading {speed / 1e9:.1f} GB/s; ms, best of {TURNS}\n\n")
    out(
        "| preset | weights | encoder | prompt | a token | limit | 4 candidates"
        " | against reference: encoder, with prompt, a token |\n"
    )
    out("|---|---|---|---|---|---|---|---|\n")
    with torch.inference_mode():
        for preset in ("V29", "V32"):
            reference = Reference() if preset == "V29" else None
            for name, size, change in (("fp32", 4.0, pack), ("int8", 1.0, shrink)):
                network = Transformer(config(preset)).eval()
                limit = weight_bytes(network, size) / speed
                change(network)
                out(row(preset, name, Ours(network), limit, reference))
                sys.stdout.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main())
