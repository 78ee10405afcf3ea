"""The small checkpoints at work: every task by hand, traces by hand, and a remap by the daemon."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import wave
from pathlib import Path
from typing import Any

import pytest

from companion.jobs import State
from engine.osu import Document
from tests.acceptance.daemons import Daemon
from tests.engine.checkpoint.golden import PRESETS, document, traces
from tests.shared import shared
from tests.waiting import wait_for

pytestmark = pytest.mark.acceptance

SHORT = 12
"""Seconds of the short song."""

BY_HAND = ("generate", "remap")
"""Tasks whose calls are compared by hand; all of them are in `test_checkpoints`."""

HEARS_MAPS = ("v29", "v31")
LONG_OPTIONS = {
    "difficulty": "--difficulty",
    "mapper_id": "--mapper",
    "year": "--year",
    "cfg_scale": "--cfg-scale",
    "circle_size": "--circle-size",
    "slider_multiplier": "--slider-multiplier",
    "keycount": "--key-count",
    "hold_note_ratio": "--hold-note-ratio",
    "scroll_speed_ratio": "--scroll-speed-ratio",
    "start_time": "--start",
    "end_time": "--end",
}
COMPARED = (
    *("context", "window", "start_ms", "lookback_ms", "lookahead_ms", "prompt", "generated"),
    "negative_prompt",
)


def engine(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"COMPANION_HOME": str(folder / "home")}
    command = [sys.executable, "-m", "engine", *words]
    return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=900, check=False)


@pytest.fixture
def mapset(tmp_path: Path) -> Path:
    """The golden song with its map, where results may be written."""
    folder = tmp_path / "set"
    folder.mkdir()
    shutil.copy(shared("golden", "song.wav"), folder / "song.wav")
    shutil.copy(shared("golden", "reference.osu"), folder / "map.osu")
    return folder


@pytest.fixture
def short_mapset(mapset: Path) -> Path:
    """The beginning of it: a tiny network that seldom comes to an end takes long for a whole song."""
    with wave.open(str(mapset / "song.wav"), "rb") as song:
        parameters, frames = song.getparams(), song.readframes(SHORT * song.getframerate())
    with wave.open(str(mapset / "song.wav"), "wb") as song:
        song.setparams(parameters)
        song.writeframes(frames)
    return mapset


def can(preset: str, task: str) -> bool:
    if task in {"guest", "hitsounds"}:
        return preset in HEARS_MAPS
    return task != "timing" or preset != "v30"


@pytest.mark.timeout(900)
@pytest.mark.parametrize("task", ["generate", "remap", "guest", "hitsounds", "timing"])
@pytest.mark.parametrize("preset", PRESETS)
def test_every_task_by_hand_or_refused_with_those_that_can(
    preset: str, task: str, short_mapset: Path
) -> None:
    mapset = short_mapset
    words = ["--model", str(shared("golden", preset, "checkpoint")), "--seed", "3"]
    words += ["--between", "4000 - 8000"] if task == "remap" else []
    words += ["--no-super-timing"] if task in {"generate", "timing"} else []
    words += (
        ["--greedy"] if task in {"generate", "guest"} else []
    )  # drawn at random, so small a network may say nothing
    source = mapset / ("song.wav" if task in {"generate", "timing"} else "map.osu")
    made = mapset / "made.osu"
    ran = engine(mapset, task, str(source), "--output", str(made), *words)
    if not can(preset, task):
        assert ran.returncode == 1
        assert "can" in ran.stderr
        assert not made.exists()
        return
    assert ran.returncode == 0, ran.stderr
    result = Document.read(made).beatmap
    assert "The model runs on" in ran.stderr
    original = Document.read(mapset / "map.osu").beatmap
    if task == "remap":
        outside = [thing for thing in original.objects if not 4000 <= thing.time <= 8000]
        assert [thing for thing in result.objects if not 4000 <= thing.time <= 8000] == outside
    elif task == "hitsounds":
        assert [(t.time, t.x, t.y) for t in result.objects] == [(t.time, t.x, t.y) for t in original.objects]
    elif task == "timing":
        assert [point for point in result.timing_points if point.uninherited]
    else:
        assert result.objects


@pytest.mark.timeout(900)
@pytest.mark.parametrize("preset", ["v30", "v31"])
def test_super_timing_by_hand(preset: str, short_mapset: Path) -> None:
    mapset = short_mapset
    model = str(shared("golden", preset, "checkpoint"))
    ran = engine(mapset, "timing", str(mapset / "song.wav"), "--super-timing", "--model", model, "--json")
    if preset == "v30":
        assert ran.returncode == 1
        return
    assert ran.returncode == 0, ran.stderr
    points = json.loads(ran.stdout)["timing_points"]
    assert all(point["bpm"] > 0 for point in points)


def in_words(wished: dict[str, Any]) -> list[str]:
    """The golden options as long options of the command line."""
    words = ["--mode", ("osu", "taiko", "catch", "mania")[wished["gamemode"]]]
    for key, name in LONG_OPTIONS.items():
        if wished[key] is not None:
            words += [name, str(wished[key])]
    if wished["hitsounded"] is not None:
        words.append("--hitsounded" if wished["hitsounded"] else "--no-hitsounded")
    for word in wished["descriptors"] or ():
        words += ["--descriptor", word]
    for word in wished["negative_descriptors"] or ():
        words += ["--negative-descriptor", word]
    return words


@pytest.mark.timeout(1800)
@pytest.mark.parametrize("preset", PRESETS)
def test_traces_by_hand_are_the_published_calls(preset: str, mapset: Path) -> None:
    golden, wishes = traces(preset), document(preset, "events.json")
    calls = 0
    for task in BY_HAND:
        wished, trace = wishes[task]["options"], mapset / f"{task}.jsonl"
        command = task if task in {"remap", "guest", "hitsounds", "timing"} else "generate"
        command = "timing" if wished["output_type"] == ["timing"] else command
        with_map = command in {"remap", "guest", "hitsounds"} or task == "generate_timing_given"
        source = mapset / ("map.osu" if with_map else "song.wav")
        model = str(shared("golden", preset, "checkpoint"))
        words = ["--model", model, "--greedy", "--trace", str(trace), "--output", str(mapset / "made.osu")]
        ran = engine(mapset, command, str(source), *words, *in_words(wished))
        assert ran.returncode == 0, ran.stderr
        wanted = [line for line in golden if line["task"] == task]
        found = [json.loads(line) for line in trace.read_text().splitlines()]
        whole = shared("golden", preset).joinpath(f"{task}.osu").exists()  # else the published run broke off
        assert len(found) == len(wanted) if whole else len(found) > len(wanted)
        for mine, theirs in zip(found, wanted, strict=False):
            for key in COMPARED:
                assert mine.get(key) == theirs.get(key), (task, theirs["context"], theirs["window"], key)
        calls += len(wanted)
    print(f"{preset}: {calls} of {len(golden)} calls by `python -m engine` equal")


@pytest.mark.timeout(600)
def test_the_daemon_remaps_with_the_checkpoint_a_request_names(daemon: Daemon, mapset: Path) -> None:
    place = daemon.songs / "golden"
    shutil.copytree(mapset, place)
    before = (place / "map.osu").read_bytes()
    daemon.start()
    model = shared("golden", "v32-mini", "checkpoint")
    request = f'task = "remap"\nbetween = "00:14:000 - 00:20:000"\nmodel = \'{model}\'\nseed = 4\n'
    (place / "part.request.toml").write_text(request)
    assert wait_for(lambda: daemon.ended(1), 400)
    [job] = daemon.jobs()
    assert job.state is State.DONE, job.story
    [[made]] = daemon.written().values()
    old, new = Document.from_bytes(before).beatmap, Document.read(made).beatmap
    assert (place / "map.osu").read_bytes() == before
    assert [t for t in new.objects if not 14000 <= t.time <= 20000] == [
        t for t in old.objects if not 14000 <= t.time <= 20000
    ]
    assert new.objects != old.objects
    assert new.metadata.version == f"{old.metadata.version} (remap)"
    daemon.stop()
