"""How good the weight-free maps are: `python -m tests.benchmarks.mapping [TABLE ...]`.

Tables: `rhythm` against human maps of the same song, `distributions` against real maps of the same rating,
`playability` over many maps (songs x modes x ratings x seeds; `--maps`, and `--keep FILE` to go on where a
run stopped), `speed` of a four-minute song.
"""

from __future__ import annotations

import json
import math
import random
import resource
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from functools import lru_cache
from itertools import pairwise, product
from pathlib import Path
from typing import Annotated

import numpy as np
import typer
from numpy.typing import NDArray
from rich.console import Console
from rich.table import Table
from scipy.stats import wasserstein_distance

from engine.builtin import BuiltinMapper
from engine.builtin.mapper import timed
from engine.modding import Subject, mod
from engine.modding.grid import divisor_at
from engine.osu import (
    Beatmap,
    Document,
    General,
    Metadata,
    Slider,
    Spinner,
    end_position,
    end_time,
    slider_path,
)
from engine.osu.timing import Timing
from engine.progress import Reporter
from engine.protocol import MODE_NAMES, Mode, Options
from engine.rating import rate
from engine.song import Song
from engine.song.synthesis import RATE, render

Floats = NDArray[np.float64]

SHARED = Path(__file__).resolve().parents[3] / "shared"

SONGS = ("circle-the-halls", "triangles", "busy_schedule", "moo_redfarn", "flying_scotsman", "the_fast_route")

RATINGS = (1.5, 2.3, 3.3, 4.5, 5.5, 7.0)

NEAR = 20.0
"""ms within which an object lies on a human's."""

ALLOWED: dict[Mode, float] = {"osu": 0.3, "taiko": 0.4, "catch": 0.4, "mania": 0.4}
"""Stars a difficulty may miss the wish by."""

OF_THE_MAP = (
    "Compose",
    "Rhythm",
    "Timing",
    "Hit Sounds",
    "New Combos",
    "Sliders",
    "Kiai",
    "Scroll Speeds",
    "Settings",
)
"""Categories that a map without a set can be judged in."""

COMBO_COLOURS = ((255, 128, 64), (64, 160, 255), (255, 210, 64), (120, 220, 120))
"""Neither too dark nor too bright for kiai: colours are no matter of what is measured."""

BAND = 0.5
"""Stars around a rating from which real maps are taken."""

app = typer.Typer(add_completion=False)


@lru_cache(maxsize=2)
def song_and_host(name: str) -> tuple[Song, Beatmap]:
    """A shared song and an empty map of it with the built-in timing."""
    folder = SHARED / "audio" / name
    audio = folder / json.loads((folder / "timing.json").read_text(encoding="utf-8"))["audio"]
    song = Song.load(audio)
    empty = Beatmap(
        general=General(audio_filename=audio.name, countdown=0, sample_set=2),
        metadata=Metadata(title=name, artist="shared", creator="Companion", version="Generated"),
        combo_colours=list(COMBO_COLOURS),
    )
    return song, timed(song, empty, Reporter())


def generated(name: str, mode: Mode, stars: float, seed: int) -> Beatmap:
    """A difficulty as a mapper would get it."""
    song, host = song_and_host(name)
    options = Options(mode=mode, difficulty=stars, seed=seed)
    return Document.from_beatmap(BuiltinMapper().generate(song, host, options, Reporter())).beatmap


# rhythm


def rhythm() -> None:
    """Precision, recall and F of objects at 20 ms of those of a human, at the human's density."""
    table = Table("song", "human", "stars", "objects", "ours", "P", "R", "F", "on the grid", title="rhythm")
    for path in sorted((SHARED / "audio").glob("*/*.osu")):
        human = Document.read(path).beatmap
        song, _ = song_and_host(path.parent.name)
        host = Document.read(path).beatmap
        if len(host.objects) < 50:
            continue
        theirs = played(human)
        ours = min(
            (_guest(song, host, stars) for stars in RATINGS),
            key=lambda each: abs(len(played(each)) - len(theirs)),
        )
        mine = played(ours)
        hit = _matched(mine, theirs)
        precision, recall = hit / len(mine), hit / len(theirs)
        score = 2 * precision * recall / max(precision + recall, 1e-9)
        timing = Timing(ours.timing_points)
        grid = sum(divisor_at(each.time, timing) is not None for each in ours.objects) / len(ours.objects)
        values = [f"{each:.2f}" for each in (precision, recall, score)]
        table.add_row(
            path.parent.name, human.metadata.version, f"{_stars(ours):.1f}", str(len(theirs)), str(len(mine)),
            *values, f"{grid:.0%}",
        )  # fmt: skip
    _show(table)


def _guest(song: Song, host: Beatmap, stars: float) -> Beatmap:
    return BuiltinMapper().guest(song, host, Options(mode="osu", difficulty=stars), Reporter())


def played(beatmap: Beatmap) -> Floats:
    """When something is clicked or ends, ms."""
    timing = Timing(beatmap.timing_points)
    times = {each.time for each in beatmap.objects}
    times |= {end_time(each, beatmap, timing) for each in beatmap.objects if isinstance(each, Slider)}
    return np.array(sorted(times))


def _matched(ours: Floats, theirs: Floats) -> int:
    count = at = 0
    for each in ours:
        while at < len(theirs) and theirs[at] < each - NEAR:
            at += 1
        if at < len(theirs) and theirs[at] <= each + NEAR:
            count, at = count + 1, at + 1
    return count


# distributions


def spacings(beatmap: Beatmap) -> dict[str, Floats]:
    """Figures of an osu! map: px by gap and by time, angles, objects a second, stacks and sliders."""
    timing = Timing(beatmap.timing_points)
    values: dict[str, list[float]] = {name: [] for name in MEASURES}
    heading: float | None = None
    for one, two in pairwise(beatmap.objects):
        if isinstance(one, Spinner) or isinstance(two, Spinner):
            heading = None
            continue
        gap = (two.time - end_time(one, beatmap, timing)) / timing.beat_length_at(one.time)
        start = end_position(one)
        distance = math.dist(start, (two.x, two.y))
        name = next((each for each, beats in GAPS.items() if abs(gap - beats) < 0.06), None)
        if name is not None:
            values[f"px at {name}"].append(distance)
            values["px a second"].append(1000 * distance / (gap * timing.beat_length_at(one.time)))
        if name == "1/4":
            values["stacked at 1/4"].append(float(distance < STACKED))
        way = math.atan2(two.y - start[1], two.x - start[0])
        if heading is not None and distance > 5 and name is not None:
            turn = abs((way - heading + math.pi) % (2 * math.pi) - math.pi)
            values[f"angle at {name}"].append(180 - math.degrees(turn))
        heading = way if distance > 5 else None
        if isinstance(two, Slider):
            points = slider_path(two).points
            heading = math.atan2(points[-1][1] - points[-2][1], points[-1][0] - points[-2][0])
            heading = heading if two.slides % 2 and len(points) > 1 else None
    times = np.array([each.time for each in beatmap.objects])
    steps = np.arange(times[0], times[-1], 4000.0)
    values["objects a second"] = (np.histogram(times, steps)[0] / 4).tolist() if len(steps) > 1 else []
    sliders = [each for each in beatmap.objects if isinstance(each, Slider)]
    values["slider share"] = [float(isinstance(each, Slider)) for each in beatmap.objects]
    values["repeated sliders"] = [float(each.slides > 1) for each in sliders]
    values["slider beats"] = [
        (end_time(each, beatmap, timing) - each.time) / each.slides / timing.beat_length_at(each.time)
        for each in sliders
    ]
    return {name: np.array(each) for name, each in values.items()}


GAPS = {"1/4": 0.25, "1/2": 0.5, "1/1": 1.0}

MEASURES = {
    **{f"px at {gap}": 100.0 for gap in GAPS},
    "px a second": 500.0,
    **{f"angle at {gap}": 60.0 for gap in GAPS},
    "objects a second": 2.0,
    "stacked at 1/4": 0.3,
    "slider share": 0.3,
    "repeated sliders": 0.3,
    "slider beats": 0.5,
}
"""What is compared, and the unit the distance is printed in."""

SHARES = ("stacked at 1/4", "slider share", "repeated sliders")
"""Of these the mean is printed, of the others the median."""

STACKED = 6.0
"""px between an object and the end of the one before that lies under it."""


def distributions() -> None:
    """Earth mover's distance of ours to real maps of the same rating, in units; medians beside it."""
    real = list(_real())
    table = Table(
        "measure",
        *(f"{stars:g}*" for stars in RATINGS[1:]),
        title="distance to real osu! maps (ours / theirs)",
    )
    rows: dict[str, list[str]] = {name: [] for name in MEASURES}
    for stars in RATINGS[1:]:
        theirs = [spacings(each) for rating, each in real if abs(rating - stars) <= BAND]
        ours = [spacings(generated(name, "osu", stars, 0)) for name in SONGS[:4]]
        for name, unit in MEASURES.items():
            a, b = (_together([each[name] for each in side]) for side in (ours, theirs))
            if len(a[0]) < 10 or len(b[0]) < 10:
                rows[name].append("-")
                continue
            far = wasserstein_distance(a[0], b[0], a[1], b[1]) / unit
            rows[name].append(f"{far:.2f} ({_middle(name, *a):.3g} / {_middle(name, *b):.3g})")
    for name, cells in rows.items():
        table.add_row(name, *cells)
    _show(table)


def _together(maps: list[Floats]) -> tuple[Floats, Floats]:
    """The values of all maps and what each counts: every map as much as another, however long it is."""
    maps = [values for values in maps if len(values)]
    if not maps:
        return np.zeros(0), np.zeros(0)
    weights = [np.full(len(values), 1 / len(values)) for values in maps]
    return np.concatenate(maps), np.concatenate(weights)


def _middle(name: str, values: Floats, weights: Floats) -> float:
    if name in SHARES:
        return float(np.average(values, weights=weights))
    return float(np.quantile(values, 0.5, weights=weights, method="inverted_cdf"))


def _real() -> Iterator[tuple[float, Beatmap]]:
    for path in sorted((SHARED / "beatmaps").glob("*/*.osu")):
        document = Document.read(path)
        if document.beatmap.general.mode == 0 and len(document.beatmap.objects) >= 110:
            yield rate(document.to_bytes())[0], document.beatmap


# playability


def playability(maps: int, keep: Path | None) -> None:
    """Star misses and what the rule checks say, over many maps."""
    every = [
        (name, mode, stars, seed)
        for seed, stars, name, mode in product(range(100), RATINGS, SONGS, MODE_NAMES)
    ]
    done: dict[str, dict[str, object]] = {}
    if keep is not None and keep.exists():
        rows = [json.loads(line) for line in keep.read_text(encoding="utf-8").splitlines()]
        done = {row["key"]: row for row in rows}
    first = every[: 144 * math.ceil(maps / 144)]
    random.Random(1).shuffle(first)  # songs, modes and ratings alike however few are made
    for case in first[:maps]:
        key = "/".join(map(str, case))
        if key not in done:
            done[key] = {"key": key} | _judged(*case)
            if keep is not None:
                with keep.open("a", encoding="utf-8") as file:
                    file.write(json.dumps(done[key]) + "\n")
            sys.stderr.write(f"{len(done)}/{maps} {key} {done[key]}\n")
    _show_playability(list(done.values()))


def _judged(name: str, mode: Mode, stars: float, seed: int) -> dict[str, object]:
    started = time.process_time()
    made = generated(name, mode, stars, seed)
    seconds = time.process_time() - started
    song, _ = song_and_host(name)
    report = mod(Subject(Document.from_beatmap(made), onsets=song.onsets, song_length=song.duration))
    found = [each for each in report.suggestions if each.category in OF_THE_MAP and each.source == "rule"]
    return {
        "mode": mode,
        "wish": stars,
        "stars": round(_stars(made), 3),
        "objects": len(made.objects),
        "seconds": round(seconds, 2),
        "problem": dict(Counter(each.check for each in found if each.severity == "problem")),
        "warning": dict(Counter(each.check for each in found if each.severity == "warning")),
    }


def _show_playability(rows: list[dict[str, object]]) -> None:
    table = Table(
        "mode",
        "wish",
        "maps",
        "mean miss",
        "worst",
        "within",
        "with problems",
        "s a map",
        title="playability",
    )
    for mode in MODE_NAMES:
        for wish in RATINGS:
            here = [row for row in rows if row["mode"] == mode and row["wish"] == wish]
            if not here:
                continue
            misses = np.array([abs(float(str(row["stars"])) - wish) for row in here])
            bad = sum(bool(row["problem"]) for row in here)
            seconds = np.mean([float(str(row["seconds"])) for row in here])
            table.add_row(
                mode, f"{wish:g}", str(len(here)), f"{misses.mean():.2f}", f"{misses.max():.2f}",
                f"{(misses <= ALLOWED[mode]).mean():.0%}", str(bad), f"{seconds:.1f}",
            )  # fmt: skip
    _show(table)
    for severity in ("problem", "warning"):
        counts: dict[str, Counter[str]] = {}
        for row in rows:
            found = row[severity]
            assert isinstance(found, dict)
            for check, times in found.items():
                counts.setdefault(f"{row['mode']} {check}", Counter()).update({"times": times, "maps": 1})
        table = Table("check", "maps", "times", title=f"{severity}s")
        for check, count in sorted(counts.items(), key=lambda each: -each[1]["maps"]):
            table.add_row(check, str(count["maps"]), str(count["times"]))
        _show(table)


# speed


def speed() -> None:
    """Processor seconds for one difficulty and a spread of a four-minute song, and the peak of memory."""
    beats = np.arange(700.0, 239_000.0, 60000 / 174)
    samples = render(beats, 240.0, 5)
    table = Table("what", "CPU seconds", "peak MB", title="four minutes at 174 BPM")
    runs: dict[str, Callable[[Song, Beatmap], object]] = {
        "timing and osu! 4.5*": lambda song, host: BuiltinMapper().generate(
            song, host, Options(difficulty=4.5), Reporter()
        ),
        "timing and osu! 7*": lambda song, host: BuiltinMapper().generate(
            song, host, Options(difficulty=7), Reporter()
        ),
        "timing and a spread of four": lambda song, host: BuiltinMapper().spread(
            song, host, (0, 1, 2, 3), Options(), Reporter()
        ),
    }
    for what, run in runs.items():
        started = time.process_time()
        run(Song(samples, RATE, "rendered"), Beatmap())
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        table.add_row(what, f"{time.process_time() - started:.1f}", f"{peak:.0f}")
    _show(table)


def _stars(beatmap: Beatmap) -> float:
    return rate(Document.from_beatmap(beatmap).to_bytes())[0]


def _show(table: Table) -> None:
    Console(file=sys.stdout, width=140).print(table)


@app.command()
def main(
    tables: Annotated[
        list[str] | None, typer.Argument(help="rhythm, distributions, playability, speed.")
    ] = None,
    maps: Annotated[int, typer.Option(help="How many maps are judged.")] = 48,
    keep: Annotated[Path | None, typer.Option(help="Results of a run, to go on with.")] = None,
) -> None:
    """Print the tables."""
    wanted = tables or ["rhythm", "distributions", "playability", "speed"]
    if "rhythm" in wanted:
        rhythm()
    if "distributions" in wanted:
        distributions()
    if "playability" in wanted:
        playability(maps, keep)
    if "speed" in wanted:
        speed()


if __name__ == "__main__":
    app()
