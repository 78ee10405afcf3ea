"""How fast difficulties are decoded: `python -m tests.benchmarks.decoding`, beside slider and rosu-pp."""

from __future__ import annotations

import importlib.util
import sys
import time
from collections.abc import Callable
from pathlib import Path

import rosu_pp_py

from engine.osu import Document

SHARED = Path(__file__).resolve().parents[3] / "shared" / "beatmaps"

ROUNDS = 5


def seconds(decode: Callable[[Path, bytes], object], files: list[tuple[Path, bytes]]) -> float:
    """The best of some rounds over all files."""
    best = float("inf")
    for _ in range(ROUNDS):
        start = time.perf_counter()
        for path, data in files:
            decode(path, data)
        best = min(best, time.perf_counter() - start)
    return best


def main() -> None:
    """Print the ratios, over the files that both of a pair decode."""
    files = [(path, path.read_bytes()) for path in sorted(SHARED.rglob("*.osu"))]
    _compare("rosu-pp", lambda _, data: rosu_pp_py.Beatmap(bytes=data), files)
    if importlib.util.find_spec("slider") is not None:
        import slider

        # its objects are decoded when they are asked for, so ask
        _compare("slider", lambda path, _: slider.Beatmap.from_path(path).hit_objects(), files)


def _compare(name: str, decode: Callable[[Path, bytes], object], files: list[tuple[Path, bytes]]) -> None:
    both = [each for each in files if _decodes(decode, *each) and _decodes(_ours, *each)]
    ours, theirs = seconds(_ours, both), seconds(decode, both)
    ratio = f"{theirs / ours:.2f}"
    sys.stdout.write(
        f"{len(both)} files: ours {ours:.3f} s, {name} {theirs:.3f} s; ours is {ratio} times as fast\n"
    )


def _ours(_path: Path, data: bytes) -> object:
    return Document.from_bytes(data).beatmap


def _decodes(decode: Callable[[Path, bytes], object], path: Path, data: bytes) -> bool:
    try:
        decode(path, data)
    except Exception:  # noqa: BLE001 - each decoder raises its own
        return False
    return True


if __name__ == "__main__":
    main()
