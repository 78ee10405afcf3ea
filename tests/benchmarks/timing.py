"""How well songs are timed: `python -m tests.benchmarks.timing`.

Rendered songs with a known grid, in a half to tune on and a half for the final figure (other seeds), and
the real songs of the shared data. Beside it librosa's beat tracker, where it is installed.
"""

from __future__ import annotations

import importlib.util
import json
import sys
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import mir_eval
import numpy as np
from numpy.typing import NDArray
from rich.console import Console
from rich.table import Table

from engine.builtin import find_timing
from engine.progress import Reporter
from engine.protocol import TempoSection
from engine.song import Song
from engine.song.synthesis import RATE, render

Floats = NDArray[np.float64]

SHARED = Path(__file__).resolve().parents[3] / "shared" / "audio"

SONGS_A_KIND = 10

LENGTH = 60.0
"""Seconds of a rendered song."""


@dataclass(frozen=True)
class Truth:
    """A song and what is known of it."""

    kind: str
    song: Song
    beats: Floats
    bpm: float
    offset: float
    meter: int


def rendered(final: bool) -> Iterator[Truth]:
    """Songs of every kind; the final half has its own seeds."""
    for k, kind in enumerate(
        ("constant", "odd tempo", "swing", "three four", "tempo change", "quiet intro", "live")
    ):
        for number in range(SONGS_A_KIND):
            seed = 1000 * final + 100 * k + number
            yield _rendered(kind, seed)


def _rendered(kind: str, seed: int) -> Truth:
    random = np.random.default_rng(seed)
    bpm = float(random.integers(90, 210))
    if kind == "odd tempo":
        bpm = round(float(random.uniform(90, 210)), 2)
    offset = float(random.integers(50, 4000))
    meter = 3 if kind == "three four" else 4
    beats = np.arange(offset, LENGTH * 1000 - 500, 60000 / bpm)
    if kind == "tempo change":
        half = beats[beats < LENGTH * 500]
        other = bpm * float(random.choice([0.7, 0.85, 1.2, 1.35]))
        beats = np.concatenate([half, np.arange(half[-1] + 60000 / bpm, LENGTH * 1000 - 500, 60000 / other)])
    if kind == "live":
        beats = beats + random.normal(0, 6, len(beats))
    samples = render(beats, LENGTH, seed, meter, 2 / 3 if kind == "swing" else 0.5)
    if kind == "quiet intro":
        quiet = int(15 * RATE)
        samples[:quiet] *= 0.05
    return Truth(kind, Song(samples, RATE, str(seed)), beats, bpm, offset, meter)


def real() -> Iterator[Truth]:
    """The shared songs."""
    for path in sorted(SHARED.glob("*/timing.json")):
        known = json.loads(path.read_text(encoding="utf-8"))
        point = known["timing_points"][0]
        beats = np.array(known["beats_ms"])
        song = Song.load(path.parent / known["audio"])
        yield Truth(path.parent.name, song, beats, point["bpm"], point["offset_ms"], point["meter"])


def beats_of(sections: list[TempoSection], duration: float) -> Floats:
    """Every beat of a timing, ms."""
    ends = [*(section.offset for section in sections[1:]), duration]
    return np.concatenate(
        [np.arange(each.offset, end - 1, 60000 / each.bpm) for each, end in zip(sections, ends, strict=True)]
    )


def judged(truth: Truth, sections: list[TempoSection]) -> list[float]:
    """BPM within 0.05 %, beat within 5 and 15 ms, downbeat within 15 ms, meter, F-measure, continuity."""
    first = sections[0]
    beat = 60000 / truth.bpm
    phase = abs((first.offset - truth.offset + beat / 2) % beat - beat / 2)
    bar = beat * truth.meter
    down = abs((first.offset - truth.offset + bar / 2) % bar - bar / 2)
    return [
        abs(first.bpm / truth.bpm - 1) < 0.0005,
        phase < 5,
        phase < 15,
        down < 15,
        first.meter == truth.meter,
        *_followed(truth, beats_of(sections, truth.song.duration)),
    ]


def _followed(truth: Truth, beats: Floats) -> list[float]:
    reference = mir_eval.beat.trim_beats(truth.beats / 1000)
    estimated = mir_eval.beat.trim_beats(beats / 1000)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return [
            mir_eval.beat.f_measure(reference, estimated),
            mir_eval.beat.continuity(reference, estimated)[1],
        ]


def _librosa(truth: Truth) -> list[float]:
    import librosa

    _, frames = librosa.beat.beat_track(y=truth.song.samples, sr=truth.song.rate, units="time")
    return _followed(truth, np.asarray(frames) * 1000)


def main() -> None:
    """Print the tables."""
    beside = importlib.util.find_spec("librosa") is not None
    for name, songs in (
        ("tuning half", rendered(False)),
        ("final half", rendered(True)),
        ("real songs", real()),
    ):
        columns = ["BPM 0.05 %", "5 ms", "15 ms", "downbeat", "meter", "F", "CMLt"]
        table = Table(
            "kind", "songs", *columns, *(["librosa F", "librosa CMLt"] if beside else []), title=name
        )
        rows: dict[str, list[list[float]]] = {}
        for truth in songs:
            row = judged(truth, find_timing(truth.song, Reporter()))
            rows.setdefault(truth.kind, []).append(row + (_librosa(truth) if beside else []))
        rows["all"] = [row for each in list(rows.values()) for row in each]
        for kind, values in rows.items():
            table.add_row(kind, str(len(values)), *(f"{value:.2f}" for value in np.mean(values, axis=0)))
        Console(file=sys.stdout, width=120).print(table)


if __name__ == "__main__":
    main()
