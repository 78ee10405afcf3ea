"""The daemon in real life: requests dropped into real mapsets, kills at any moment, large Songs folders."""

from __future__ import annotations

import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

from companion.inbox import leave, wait_until_taken
from companion.jobs import State
from companion.messages import Resume
from engine.osu import Document
from engine.song.synthesis import write_song
from tests.acceptance.daemons import QUIET, Daemon
from tests.builder import circles, difficulty
from tests.shared import shared
from tests.waiting import wait_for

KILLS = 50

FOLDERS = 10_000

KILLED_BETWEEN = """
import os, signal, sys
from companion.writing import writer

whole, calls = writer.put, []

def put(temporary, final):
    calls.append(final)
    if len(calls) == 2:
        os.kill(os.getpid(), signal.SIGKILL)
    whole(temporary, final)

writer.put, sys.argv = put, ["companion", "run", "--no-tray"]
from companion.cli import main
main()
"""
"""A daemon that is killed between the first two files of a result."""


def small_mapset(songs: Path) -> Path:
    mapset = songs / "1 Artist - Song"
    mapset.mkdir(parents=True)
    write_song(mapset / "song.wav", 150, 500, 15, 1)
    points = ["500,400,4,2,1,60,1,0"]
    (mapset / "map.osu").write_bytes(difficulty(*circles(*range(2100, 12000, 400)), points=points))
    return mapset


@pytest.mark.timeout(300)
def test_all_five_tasks_on_a_real_set(daemon: Daemon) -> None:
    source = shared("audio", "circle-the-halls")
    mapset = daemon.songs / "circle"
    shutil.copytree(source, mapset)
    before = {path.name: path.read_bytes() for path in mapset.iterdir()}
    daemon.start()
    requests = {
        "a": 'task = "timing"',
        "b": 'task = "generate"\ndifficulty = 4',
        "c": 'task = "remap"\nbetween = "00:40:000 - 00:50:000"',
        "d": 'task = "guest"\ndifficulty = 2.5',
        "e": 'task = "hitsounds"',
    }
    for name, text in requests.items():
        (mapset / f"{name}.request.toml").write_text(text)
    assert wait_for(lambda: daemon.ended(len(requests)), 200)
    assert {job.state for job in daemon.jobs()} == {State.DONE}, [job.story for job in daemon.jobs()]
    after = {path.name: path.read_bytes() for path in mapset.iterdir()}
    assert {name: after[name] for name in before} == before
    made = sorted(set(after) - set(before))
    assert len(made) == len(requests)
    assert all(Document.from_bytes(after[name]).beatmap.timing_points for name in made)
    assert all(name.endswith(".osu") for name in made)
    daemon.stop()


def test_a_bad_request_comes_back_and_the_daemon_goes_on(daemon: Daemon) -> None:
    mapset = small_mapset(daemon.songs)
    daemon.start()
    (mapset / "x.request.toml").write_text('task = "dance"')
    reply = mapset / "x.request.error.toml"
    assert wait_for(reply.exists, 30)
    assert reply.read_text().splitlines()[1:] == ['task = "dance"']
    (mapset / "y.request.toml").write_text('task = "hitsounds"')
    assert wait_for(lambda: daemon.ended(1), 60)
    assert daemon.jobs()[0].state is State.DONE
    daemon.stop()


@pytest.mark.timeout(300)
@pytest.mark.parametrize("obstacle", [False, True])
def test_a_spread_killed_between_two_files_is_in_the_mapset_as_a_whole_or_not_at_all(
    daemon: Daemon, obstacle: bool
) -> None:
    mapset = small_mapset(daemon.songs)
    before = sorted(path.name for path in mapset.iterdir())
    (mapset / "a.request.toml").write_text('task = "spread"\nspread = "Easy Normal Hard"')
    killed = subprocess.Popen(
        [sys.executable, "-c", KILLED_BETWEEN], env=daemon.environment, stderr=subprocess.DEVNULL
    )
    assert killed.wait(120) == -signal.SIGKILL
    [names] = daemon.written().values()
    assert [path.exists() for path in names] == [True, False, False]
    if obstacle:
        names[1].mkdir()
    daemon.start()
    assert wait_for(lambda: daemon.ended(1), 60)
    [job] = daemon.jobs()
    if obstacle:
        names[1].rmdir()
        assert job.state is State.FAILED
        kept = sorted((daemon.home / "data" / "kept" / "job 1").iterdir())
        assert [Document.read(path).get("Metadata", "Version") for path in kept] == [
            "Companion Easy",
            "Companion Normal",
            "Companion Hard",
        ]
    assert sorted(path.name for path in mapset.iterdir()) == sorted(
        before if obstacle else [*before, *(path.name for path in names)]
    )
    daemon.stop()


@pytest.mark.timeout(300)
def test_while_a_huge_storyboard_is_read_the_daemon_hears_everything_else(daemon: Daemon) -> None:
    mapset = small_mapset(daemon.songs)
    commands = [f" M,0,{time},{time + 20},0,0,320,240" for time in range(1_800_000)]
    storyboard = ['Sprite,Foreground,Centre,"a.png",320,240', *commands]
    huge = difficulty(*circles(*range(2100, 12000, 400)), version="Huge", events=storyboard)
    (mapset / "huge.osu").write_bytes(huge)
    daemon.start_watching(mapset)
    request = mapset / "b.request.toml"
    waits = []

    def hears() -> None:
        begun = time.monotonic()
        assert wait_until_taken(leave(daemon.home / "data" / "inbox", Resume()), 60)
        waits.append(time.monotonic() - begun)

    request.write_text('task = "remap"\nmap = "Huge"\nbetween = "00:03:000 - 00:06:000"')
    while not (daemon.ended(1) and daemon.jobs()[0].state is State.DONE):
        hears()
    content = huge.replace(b"Tags:test", b"Tags:companion:timing")
    (mapset / "huge.osu").write_bytes(content)
    while not (daemon.modded(mapset / "huge.osu", content) and daemon.ended(2)):
        hears()
    print(f"{len(huge) / 1e6:.0f} MB: {len(waits)} commands, the longest waited {max(waits):.2f} s")
    assert max(waits) < 1.5
    daemon.stop()


@pytest.mark.timeout(1200)
def test_kill_minus_nine_at_any_moment_loses_and_repeats_nothing(daemon: Daemon) -> None:
    mapset = small_mapset(daemon.songs)
    before = (mapset / "map.osu").read_bytes()
    chance = random.Random(7)
    for number in range(KILLS):
        daemon.start()
        text = f'task = "hitsounds"\nmap = "map.osu"\nname = "kill {number:02}"\nseed = {number}\n'
        (mapset / f"{number}.request.toml").write_text(text)
        wait_for(lambda: False, chance.uniform(0.1, 3.0))
        daemon.kill()
        assert (mapset / "map.osu").read_bytes() == before
        for path in mapset.glob("*.osu"):
            assert path.read_bytes().endswith(b"\r\n"), f"{path.name} is not whole"
    states_at_last_kill = [job.state for job in daemon.jobs()]
    daemon.start()
    done = wait_for(lambda: daemon.ended(KILLS) and not list(mapset.glob("*.request.toml")), 300)
    assert done, [job.state for job in daemon.jobs()]
    daemon.stop()
    jobs = daemon.jobs()
    assert len(jobs) == KILLS
    results = sorted(path.name for path in mapset.glob("*.osu") if path.name != "map.osu")
    given_up = [job for job in jobs if job.state is State.FAILED]
    print(
        f"{KILLS} kills: {len(jobs)} jobs, {len(results)} results, {len(given_up)} given up;"
        f" at the last kill {len([s for s in states_at_last_kill if not s.ended])} were unfinished"
    )
    assert {job.state for job in jobs} <= {State.DONE, State.FAILED}
    wanted = sorted(
        f"Artist - Song (Mapper) [{job.request.options.name}].osu" for job in jobs if job.state is State.DONE
    )
    assert results == wanted
    assert not list(mapset.glob("~companion*"))
    assert not list(mapset.glob("*.tmp"))


@pytest.mark.timeout(300)
def test_ten_thousand_folders_cost_nothing_while_nothing_happens(daemon: Daemon) -> None:
    content = difficulty(*circles(1000))
    for number in range(FOLDERS):
        folder = daemon.songs / f"{number} set"
        folder.mkdir(parents=True)
        (folder / "map.osu").write_bytes(content)
    mapset = small_mapset(daemon.songs)
    daemon.start()
    started = time.monotonic()
    (mapset / "first.request.toml").write_text('task = "timing"')
    assert wait_for(lambda: daemon.ended(1), 60)
    ready = time.monotonic() - started
    process = psutil.Process(daemon.process.pid)
    wait_for(lambda: False, 1.0)
    busy = sum(process.cpu_times()[:2])
    wait_for(lambda: False, 5.0)
    idle_cpu = (sum(process.cpu_times()[:2]) - busy) / 5.0
    memory = process.memory_info().rss / 2**20
    dropped = time.monotonic()
    (mapset / "second.request.toml").write_text('task = "hitsounds"')
    assert wait_for(lambda: len(daemon.jobs()) == 2 and daemon.jobs()[1].attempts == 1, 30)
    latency = time.monotonic() - dropped
    print(
        f"{FOLDERS} folders: first job done {ready:.1f} s after the start, idle CPU {idle_cpu:.2%},"
        f" memory {memory:.0f} MB, running {latency:.2f} s after the drop (quiet time {QUIET} s)"
    )
    assert idle_cpu < 0.02
    assert memory < 70
    daemon.stop()
