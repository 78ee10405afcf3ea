"""The demo: a song and a map made here, the real daemon on them, one request of each task."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table
from watchdog.events import FileCreatedEvent, FileMovedEvent, FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer

from companion.jobs import Job, State, Store, StoreError
from companion.reports import Reports, Stored
from engine.osu import Document, Timing, file_name
from engine.protocol import Task

BPM, OFFSET, SECONDS, SEED = 174.0, 1234.0, 75.0, 11

LATE_OBJECT, LATE = 20, 15
"""One circle of the map is so many ms late, for the mod to find."""

START, END = 30000, 40000
"""ms of the part that is remapped."""

PATIENCE = 240.0
"""Seconds for all tasks, on a slow machine."""

SPREAD = ("Easy", "Normal", "Hard")

REQUESTS = {
    "timing": 'task = "timing"\nmap = "Demo"\n',
    "generate": 'task = "generate"\ndifficulty = 4.0\n',
    "remap": f'task = "remap"\nmap = "Demo"\nbetween = "{START} - {END}"\n',
    "guest": 'task = "guest"\nmap = "Demo"\ndifficulty = 2.5\n',
    "spread": f'task = "spread"\nspread = "{" ".join(SPREAD)}"\n',
    "hitsounds": 'task = "hitsounds"\nmap = "Demo"\n',
    "mod": 'task = "mod"\nmap = "Demo"\n',
}


@dataclass(frozen=True)
class Check:
    """One line of the demo's table."""

    task: str
    result: str
    good: bool


def run_demo(folder: Path | None) -> bool:
    """Make it, run it, print the table; whether everything was right. The folder is left for looking."""
    console = Console()
    folder = folder or Path(tempfile.mkdtemp(prefix="companion-demo-"))
    mapset = folder / "Songs" / "Companion - Demo Song"
    mapset.mkdir(parents=True, exist_ok=True)
    console.print(f"Making a song ({BPM:g} BPM, bar 1 at {OFFSET:g} ms) and a map in {mapset} ...")
    song = [sys.executable, "-m", "engine", "song", str(mapset / "audio.mp3")]
    numbers = {"--bpm": BPM, "--offset": OFFSET, "--seconds": SECONDS, "--seed": SEED}
    subprocess.run([*song, *(str(each) for pair in numbers.items() for each in pair)], check=True)
    source = _hand_made(mapset)
    before = source.read_bytes()
    jobs = _with_daemon(folder, mapset, console)
    with Reports.open(folder / "companion" / "data" / "reports" / "reports.sqlite3") as reports:
        mods = reports.latest(source)
    checks = [
        _check_mod(job, mods) if job.request.task is Task.MOD else _check(job, mapset, before) for job in jobs
    ]
    table = Table("Task", "Result", "")
    for check in checks:
        table.add_row(check.task, check.result, "ok" if check.good else "WRONG")
    untouched = source.read_bytes() == before
    table.add_row(
        "your files",
        "the hand-made map is untouched" if untouched else "changed!",
        "ok" if untouched else "WRONG",
    )
    console.print(table)
    console.print(f"Everything lies in {folder} for looking.")
    return untouched and len(checks) == len(REQUESTS) and all(check.good for check in checks)


def _hand_made(mapset: Path) -> Path:
    """A plain map of the song: a circle on every beat, a slider on every second measure's start."""
    beat = 60000 / BPM
    objects = []
    for number in range(8, int((SECONDS - 3) * 1000 / beat)):
        time_ms = int(OFFSET + number * beat) + (LATE if number == LATE_OBJECT else 0)
        x, y = 96 + 64 * (number % 6), 96 + 48 * (number // 4 % 5)
        combo = 4 if number % 4 == 0 else 0
        if number % 8 == 0:
            objects.append(f"{x},{y},{time_ms},{2 + combo},0,L|{x + 70}:{y},1,70")
        elif number % 8 != 1:
            objects.append(f"{x},{y},{time_ms},{1 + combo},0,0:0:0:0:")
    kiai = int(OFFSET + 96 * beat)
    text = _TEMPLATE.format(beat=repr(beat), offset=f"{OFFSET:g}", kiai=kiai, objects="\r\n".join(objects))
    document = Document.from_bytes(text.replace("\r\n", "\n").replace("\n", "\r\n").encode())
    path = mapset / file_name(document.beatmap.metadata)
    path.write_bytes(document.to_bytes())
    return path


def _with_daemon(folder: Path, mapset: Path, console: Console) -> list[Job]:
    """Start the real daemon, drop the requests, wait until every job has ended."""
    home = folder / "companion"
    environment = os.environ | {"COMPANION_HOME": str(home), "COMPANION_SONGS": str(mapset.parent)}
    environment |= {"COMPANION_QUIET_SECONDS": "0.5", "COMPANION_NOTIFICATIONS": "false"}
    changed = threading.Event()
    watch = Observer()
    # not the job list's own folder: looking into the list touches files there
    watch.schedule(_Changed(changed), str(mapset), event_filter=[FileCreatedEvent, FileMovedEvent])
    watch.start()
    daemon = subprocess.Popen([sys.executable, "-m", "companion", "run", "--no-tray"], env=environment)
    try:
        for name, text in REQUESTS.items():
            (mapset / f"{name}.request.toml").write_text(text, encoding="utf-8")
        return _ended_jobs(home / "data" / "companion.sqlite3", changed, console)
    finally:
        daemon.terminate()
        daemon.wait(30)
        watch.stop()
        watch.join()


class _Changed(FileSystemEventHandler):
    def __init__(self, changed: threading.Event) -> None:
        self._changed = changed

    def on_any_event(self, event: FileSystemEvent) -> None:  # noqa: ARG002 - any change will do
        self._changed.set()


def _ended_jobs(job_list: Path, changed: threading.Event, console: Console) -> list[Job]:
    deadline = time.monotonic() + PATIENCE
    told: set[int] = set()
    jobs: list[Job] = []
    while time.monotonic() < deadline:
        changed.wait(1.0)
        changed.clear()
        try:
            with Store.look(job_list) as store:
                jobs = sorted(store.jobs(), key=lambda job: job.id)
        except StoreError:
            continue  # the daemon has not made it yet
        for job in jobs:
            if job.state.ended and job.id not in told:
                told.add(job.id)
                console.print(f"  {job.request.task}: {job.state}")
        if len(told) == len(REQUESTS):
            break
    return jobs


def _check_mod(job: Job, stored: Stored | None) -> Check:
    told = stored.report.suggestions if stored is not None else ()
    late = any(each.check == "unsnapped-objects" and each.objects for each in told)
    named = "the late circle is among them" if late else "the late circle is not among them"
    return Check(Task.MOD, f"{job.story}; {named}", late)


def _check(job: Job, mapset: Path, before: bytes) -> Check:
    task = str(job.request.task)
    if job.state is not State.DONE:
        return Check(task, f"{job.state}: {job.story}", good=False)
    path = next(path for path in mapset.glob("*.osu") if _made_by(path, task))
    document = Document.read(path)
    objects = len(document.beatmap.objects)
    match task:
        case "timing":
            red = Timing(document.beatmap.timing_points).red[0]
            bpm, off = 60000 / red.beat_length, red.time - OFFSET
            return Check(
                task, f"{bpm:.2f} BPM ({BPM:g}), {off:+.1f} ms", abs(bpm - BPM) < 0.09 and abs(off) < 10
            )
        case "remap":
            same = _outside(before) == _outside(path.read_bytes())
            return Check(
                task, f"{objects} objects; outside the part {'identical' if same else 'changed'}", same
            )
        case "hitsounds":
            sounds = sum(
                bool(each.hitsound or getattr(each, "edge_sounds", None)) for each in document.beatmap.objects
            )
            return Check(task, f"{sounds} of {objects} objects with sounds", sounds > 20)
        case "spread":
            levels = [_stars(next(mapset.glob(f"*Companion {level}*"), path)) for level in SPREAD]
            told = ", ".join(f"{each:.1f}" for each in levels)
            return Check(task, f"{' '.join(SPREAD)}: {told} stars", levels == sorted(set(levels)))
    stars = _stars(path)
    wanted = job.request.options.difficulty or 0.0
    return Check(task, f"{stars:.2f} stars ({wanted:g} asked), {objects} objects", abs(stars - wanted) < 0.4)


def _stars(path: Path) -> float:
    rated = subprocess.run(
        [sys.executable, "-m", "engine", "osu", str(path), "--json"], check=True, capture_output=True
    )
    return float(json.loads(rated.stdout)["star_rating"])


def _made_by(path: Path, task: str) -> bool:
    marks = {"timing": "(timing)", "remap": "(remap)", "hitsounds": "(hitsounds)", "guest": "Companion's "}
    marks |= {"spread": f"[Companion {SPREAD[0]}]"}
    if task in marks:
        return marks[task] in path.name
    return "[Companion " in path.name and not any(level in path.name for level in SPREAD)


def _outside(content: bytes) -> list[bytes]:
    """The lines of a map that a remap may not touch: all but the part, the name and the number."""
    lines = []
    for line in content.splitlines(keepends=True):
        part = line.split(b",")
        # a green line of the new part, or the one behind it that restores what was in force
        green = len(part) == 8 and part[6] == b"0" and START <= float(part[0]) <= END + 1
        inside = green or (len(part) > 4 and part[2].isdigit() and START <= int(part[2]) <= END)
        if not inside and not line.startswith((b"Version:", b"BeatmapID:")):
            lines.append(line)
    return lines


_TEMPLATE = """osu file format v14

[General]
AudioFilename: audio.mp3
AudioLeadIn: 0
PreviewTime: 34000
Countdown: 0
SampleSet: Soft
StackLeniency: 0.7
Mode: 0
LetterboxInBreaks: 0
WidescreenStoryboard: 0

[Editor]
DistanceSpacing: 1
BeatDivisor: 4

[Metadata]
Title:Demo Song
TitleUnicode:Demo Song
Artist:Companion
ArtistUnicode:Companion
Creator:You
Version:Demo
Source:
Tags:demo
BeatmapID:0
BeatmapSetID:-1

[Difficulty]
HPDrainRate:5
CircleSize:4
OverallDifficulty:6
ApproachRate:7
SliderMultiplier:1.4
SliderTickRate:1

[Events]
//Background and Video events
//Break Periods

[TimingPoints]
{offset},{beat},4,2,0,60,1,0
{kiai},-100,4,2,0,70,0,1

[HitObjects]
{objects}
"""
