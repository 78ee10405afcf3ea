"""How many planted faults the modder puts in front of a mapper: `python -m tests.benchmarks.modding`.

Real maps of the shared data, in a half to tune on and a half for the final figures. In each map faults are
planted, one at a time; a fault is found when a suggestion that the clean map did not get points at its time.
`--final` shows the other half, `--time` the time of each check, `--told` how many faults are told at all, and
how many of them as one thing, when they are planted and when they are mended.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from rich.console import Console
from rich.table import Table

from companion.reports import compare
from companion.reports.edit import Edit
from companion.reports.spots import told_once
from engine.modding import Subject, mod
from engine.modding.registry import all_checks
from engine.osu import Document
from engine.protocol import Report, Source, Suggestion
from engine.protocol.report import SEVERITIES
from engine.song import Onsets, Song
from tests.benchmarks.faults import KINDS, Fault

SHARED = Path(__file__).resolve().parents[3] / "shared"

LEAST_OBJECTS = 90
"""A map with fewer is a fixture, no map."""

FIXTURES = ("diffcalc-test", "reference", "modded")

A_KIND = 100
"""Faults of each kind."""

TOP = 10

NEAR = 3.0
"""ms from a fault's time at which a suggestion points at it."""


@dataclass(frozen=True)
class Map:
    """A difficulty of the benchmark."""

    name: str
    document: Document
    onsets: Onsets | None

    def subject(self, document: Document) -> Subject:
        """The difficulty, or the same with a fault, under the modder's eyes; its set is not looked at."""
        onsets = self.onsets
        length = onsets.frame * len(onsets.envelope) if onsets is not None else None
        return Subject(document, onsets=onsets, song_length=length)


def maps(final: bool) -> list[Map]:
    """Every second map of the shared data, by name."""
    found = []
    for path in sorted((*SHARED.glob("beatmaps/**/*.osu"), *SHARED.glob("audio/*/*.osu"))):
        document = Document.from_bytes(path.read_bytes(), path.name)
        if path.stem.startswith(FIXTURES) and "taiko" not in path.parts and "mania" not in path.parts:
            continue
        if len(document.beatmap.objects) < LEAST_OBJECTS:
            continue
        audio = path.parent / document.beatmap.general.audio_filename
        if not audio.is_file() and "audio" in path.parts:
            audio = next(path.parent.glob("audio.*"))
        found.append(
            Map(
                path.relative_to(SHARED).as_posix(),
                document,
                Song.load(audio).onsets if audio.is_file() else None,
            )
        )
    return found[1::2] if final else found[::2]


def planted(
    kind: str, among: Sequence[Map], random: np.random.Generator, wanted: int = A_KIND
) -> Iterator[tuple[Map, Fault]]:
    """Faults of a kind, spread evenly over the maps that have a place for it."""
    count, dry = 0, 0
    while count < wanted and dry < len(among):
        for each in among:
            if count == wanted:
                break
            if kind.startswith("timing") and each.onsets is None:
                dry += 1
                continue
            fault = KINDS[kind](each.document, random)
            if fault is None:
                dry += 1
                continue
            dry = 0
            count += 1
            yield each, fault


def _rank(suggestions: Sequence[Suggestion], known: set[tuple[str, int]], fault: Fault) -> int | None:
    """Place of the first suggestion that is new and points at the fault, from 1."""
    for place, each in enumerate(suggestions, 1):
        if not fault.times:
            if each.check == "timing-drift":
                return place
        elif _points_at(each, fault) and (each.check, round(each.time or 0.0)) not in known:
            return place
    return None


def _points_at(each: Suggestion, fault: Fault) -> bool:
    return each.time is not None and any(abs(each.time - time) <= NEAR for time in fault.times)


SOURCES: dict[str, tuple[Source, ...]] = {
    "rule": ("rule",),
    "consistency": ("consistency",),
    "both": ("rule", "consistency"),
}


def _table(title: str, among: Sequence[Map], wanted: int) -> Table:
    table = Table("fault", "planted", title=title)
    for name in SOURCES:
        table.add_column(f"{name}: in top {TOP}")
        table.add_column("at all")
        table.add_column("median rank")
    cleans = {each.name: mod(each.subject(each.document)).suggestions for each in among}
    for kind in KINDS:
        ranks: dict[str, list[int | None]] = {name: [] for name in SOURCES}
        for each, fault in planted(kind, among, np.random.default_rng(1), wanted):
            found = mod(each.subject(fault.document)).suggestions
            known = {(one.check, round(one.time or 0.0)) for one in cleans[each.name]}
            for name, sources in SOURCES.items():
                ranks[name].append(_rank([one for one in found if one.source in sources], known, fault))
        count = len(ranks["both"])
        table.add_row(kind, str(count), *(cell for each in ranks.values() for cell in _cells(each)))
    table.add_section()
    for what in SEVERITIES:
        cells = []
        for sources in SOURCES.values():
            numbers = [
                sum(one.severity == what and one.source in sources for one in each)
                for each in cleans.values()
            ]
            cells += [f"median {statistics.median(numbers):g}", f"most {max(numbers)}", ""]
        table.add_row(f"clean map: {what}", str(len(among)), *cells)
    return table


def _cells(ranks: Sequence[int | None]) -> tuple[str, str, str]:
    if not ranks:
        return "-", "-", "-"
    found = [each for each in ranks if each is not None]
    top = sum(each <= TOP for each in found) / len(ranks)
    return (
        f"{top:.2f}",
        f"{len(found) / len(ranks):.2f}",
        f"{statistics.median(found):g}" if found else "-",
    )


def _told(among: Sequence[Map], wanted: int) -> Table:
    """What one fault, and mending it, is told as."""
    table = Table("fault", "told", "as 1 new", "mended: told", "as 1 fixed", title="one fault, as it is told")
    cleans = {each.name: mod(each.subject(each.document)) for each in among}
    for kind in KINDS:
        planting, mending = [], []
        for each, fault in planted(kind, among, np.random.default_rng(1), wanted):
            clean, faulty = cleans[each.name], mod(each.subject(fault.document))
            contents = each.document.to_bytes(), fault.document.to_bytes()
            planting.append(_news(clean, faulty, *contents))
            mending.append(_news(faulty, clean, *reversed(contents)))
        told, mended = [[one for one in way if one != (0, 0)] for way in (planting, mending)]
        counts = (len(told), told.count((1, 0)), len(mended), mended.count((0, 1)))
        table.add_row(kind, *map(str, counts))
    return table


def _news(before: Report, after: Report, old: bytes, new: bytes) -> tuple[int, int]:
    """How many are told as new and as fixed."""
    told = told_once(compare(before, after).at_least("warning"), Edit.between(old, new))
    return len(told.new), len(told.fixed)


def _times(among: Sequence[Map]) -> Table:
    """Milliseconds of each check on the largest maps of the half, with what they share computed first."""
    table = Table("check", title="ms")
    largest = sorted(among, key=lambda each: -len(each.document.beatmap.objects))[:3]
    rows: dict[str, list[str]] = defaultdict(list)
    for each in largest:
        table.add_column(f"{len(each.document.beatmap.objects)} objects")
        subject = each.subject(each.document)
        _share(subject)
        total = 0.0
        for check in all_checks():
            if check.source != "consistency" or subject.mode not in check.modes:
                continue
            begun = time.perf_counter()
            list(check.find(subject))
            spent = 1000 * (time.perf_counter() - begun)
            total += spent
            rows[check.id].append(f"{spent:.0f}")
        rows["together"].append(f"{total:.0f}")
    for name, cells in rows.items():
        table.add_row(name, *cells)
    return table


def _share(subject: Subject) -> None:
    """Compute what rules and models both need."""
    _ = subject.places, subject.end_times, subject.heads, subject.tails, subject.sounds


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--final", action="store_true", help="the half that nothing was tuned on")
    parser.add_argument("--time", action="store_true", help="only the time of each check")
    parser.add_argument("--told", action="store_true", help="only what one fault is told as")
    parser.add_argument("--each", type=int, default=A_KIND, help="faults planted of each kind")
    options = parser.parse_args()
    console = Console(file=sys.stdout, width=200)
    among = maps(options.final)
    if options.time:
        console.print(_times(among))
        return
    if options.told:
        console.print(_told(among, options.each))
        return
    console.print(_table("final half" if options.final else "tuning half", among, options.each))


if __name__ == "__main__":
    main()
