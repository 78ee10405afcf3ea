"""Whatever a file holds: it is read, or refused with a clear word, and quickly."""

from __future__ import annotations

import json
import random
import time

import pytest

from engine.osu import DecodeError, Document, catch_objects
from engine.tasks.osu_report import report
from tests.builder import circles, difficulty
from tests.shared import shared

MUTATIONS = 20_000
"""Of all seeds together."""

SEEDS = range(20, 28)

REPORTED = 5
"""Of so many files one is decoded down to its star rating, written again and played in catch."""

LONGEST = 2.0
"""Seconds of the processor for one file."""


def mutated(data: bytes, chance: random.Random) -> bytes:
    """A file with some bytes changed, cut out, doubled or put elsewhere."""
    result = bytearray(data)
    for _ in range(chance.randint(1, 8)):
        start = chance.randrange(len(result) + 1)
        end = min(len(result), start + chance.randint(1, 40))
        match chance.randrange(5):
            case 0:
                result[start:end] = chance.randbytes(end - start)
            case 1:
                del result[start:end]
            case 2:
                result[start:start] = result[start:end] * chance.randint(1, 5)
            case 3:
                result[start:start] = str(
                    chance.choice([0, -1, 1e308, 2**31, "NaN", "∞", "|", ":", ","])
                ).encode()
            case 4:
                result[start:end] = bytes(end - start)
    return bytes(result)


@pytest.mark.parametrize("seed", SEEDS)
def test_mutated_files_are_read_or_refused_in_time(seed: int) -> None:
    files = [path.read_bytes() for path in sorted(shared("beatmaps").rglob("*.os?"))]
    small = [data for data in files if 0 < len(data) < 20_000]
    chance = random.Random(seed)
    slowest, refused, warned = 0.0, 0, 0
    count = MUTATIONS // len(SEEDS)
    for number in range(count):
        data = mutated(chance.choice(small), chance)
        start = time.process_time()
        document = Document.from_bytes(data)
        assert document.to_bytes() == data
        try:
            warned += bool(document.warnings)
            if number % REPORTED == 0:
                json.dumps(report(document), allow_nan=False)
                catch_objects(document.beatmap)
                Document.from_beatmap(document.beatmap)
        except DecodeError:
            refused += 1
        slowest = max(slowest, time.process_time() - start)
    print(f"{count} files: {refused} refused, {warned} with warnings, slowest {slowest:.2f} s")
    assert slowest < LONGEST


@pytest.mark.parametrize(
    "line",
    [
        "0,0,1000,2,0,B|" + "|".join(["1:1", "500:300"] * 500_000) + ",1,100",
        "0,0,1000,2,0,B|100:100,1000000,100",
        "0,0,1000,2,0,L|100:100,9000,100000",
        "0,0,1000,2,0,P|1:100000|100000:1,1,100000",
        "0,0,1000,2,0,B|" + "|".join(["1:1", "500:300"] * 4_000) + ",1,100",
    ],
    ids=["a million points", "a million slides", "long with many slides", "a huge arc", "a high degree"],
)
def test_hostile_sliders_end_quickly(line: str) -> None:
    document = Document.from_bytes(difficulty(line, *circles(5000)))
    start = time.process_time()
    try:
        report(document)
    except DecodeError as error:
        print(error)
    spent = time.process_time() - start
    print(f"{spent:.2f} s")
    assert spent < 2 * LONGEST


def test_a_file_of_100_mb_is_refused_at_once() -> None:
    with pytest.raises(DecodeError, match="at most 64 MB"):
        Document.from_bytes(b"0" * 100_000_000)
