"""How well songs are timed: `python -m tests.benchmarks.timing [FOLDER]`.

Songs made with a known grid, in a half to tune on and a half for the final figure (other seeds), and the
real songs of the shared data; or the songs of a folder of yours, each with a `timing.json` as there. Beside
it the beat trackers of librosa and aubio, where they are installed. Where the tempo changes all the time,
BPM and offset are those of the first beat.
"""

from __future__ import annotations

import importlib.util
import json
import sys
import time
import warnings
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import mir_eval
import numpy as np
import typer
from numpy.typing import NDArray
from rich.console import Console
from rich.table import Table

from engine.builtin import find_timing
from engine.progress import Reporter
from engine.protocol import TempoSection
from engine.song import Song
from tests.benchmarks.songs import CHANGING, KINDS, RATE, make

Floats = NDArray[np.float64]

SHARED = Path(__file__).resolve().parents[3] / "shared" / "audio"

SONGS_A_KIND = 6

HALVES = {"tuning half": 0, "final half": 50_000}
"""First seed of the songs that may be looked at while tuning, and of those that are only for the figure."""


@dataclass(frozen=True)
class Truth:
    """A song and what is known of it."""

    kind: str
    song: Song
    beats: Floats
    bpm: float
    offset: float
    meter: int


def rendered(first: int) -> Iterator[Truth]:
    """Songs of every kind, with seeds from `first` on."""
    for k, kind in enumerate(KINDS):
        for number in range(SONGS_A_KIND):
            made = make(kind, first + 1000 * k + number)
            song = Song(made.samples, RATE, f"{kind} {number}")
            yield Truth(kind, song, made.beats, made.bpm, float(made.beats[0]), made.meter)


def known(folder: Path) -> Iterator[Truth]:
    """The songs of a folder whose timing is known."""
    for path in sorted(folder.glob("*/timing.json")):
        told = json.loads(path.read_text(encoding="utf-8"))
        point = told["timing_points"][0]
        beats = np.array(told["beats_ms"])
        song = Song.load(path.parent / told["audio"])
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
    import librosa  # beside ours where it is installed

    _, times = librosa.beat.beat_track(y=truth.song.samples, sr=truth.song.rate, units="time")
    return _followed(truth, np.asarray(times) * 1000)


def _aubio(truth: Truth) -> list[float]:
    import aubio  # beside ours where it is installed

    tracker = aubio.tempo("default", 1024, 512, truth.song.rate)
    samples = truth.song.samples
    blocks = (samples[start : start + 512] for start in range(0, len(samples) - 511, 512))
    times = [tracker.get_last_s() * 1000 for block in blocks if tracker(block)[0]]
    return _followed(truth, np.array(times))


BESIDE: dict[str, Callable[[Truth], list[float]]] = {
    name: follow
    for name, follow in (("librosa", _librosa), ("aubio", _aubio))
    if importlib.util.find_spec(name) is not None
}


def table(title: str, songs: Iterable[Truth]) -> None:
    """Print a row a kind, and one for all."""
    columns = ["BPM 0.05 %", "5 ms", "15 ms", "downbeat", "meter", "F", "CMLt", "sure", "s"]
    beside = [f"{name} {measure}" for name in BESIDE for measure in ("F", "CMLt")]
    result = Table("kind", "songs", *columns, *beside, title=title)
    rows: dict[str, list[list[float]]] = {}
    for truth in songs:
        started = time.perf_counter()
        sections = find_timing(truth.song, Reporter())
        seconds = time.perf_counter() - started
        sure = float(np.mean([section.confidence for section in sections]))
        others = [value for follow in BESIDE.values() for value in follow(truth)]
        rows.setdefault(truth.kind, []).append([*judged(truth, sections), sure, seconds, *others])
    every = [row for each in rows.values() for row in each]
    lasting = [row for kind, each in rows.items() if kind not in CHANGING for row in each]
    for kind, values in [*rows.items(), ("constant tempo", lasting), ("all", every)]:
        result.add_row(kind, str(len(values)), *(f"{value:.2f}" for value in np.mean(values, axis=0)))
    Console(file=sys.stdout, width=150).print(result)


def main(folder: Annotated[Path | None, typer.Argument(help="Of songs with a known timing.")] = None) -> None:
    """Print the tables."""
    if folder is not None:
        table(folder.name, known(folder))
        return
    for name, first in HALVES.items():
        table(name, rendered(first))
    table("real songs", known(SHARED))


if __name__ == "__main__":
    typer.run(main)
