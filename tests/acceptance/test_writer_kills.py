"""Kill -9 at every step of the writer: a result is then in its mapset as a whole, or kept as a whole."""

from __future__ import annotations

import itertools
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from companion.jobs import Job, Store
from companion.writing import Prepared
from tests.builder import circles, difficulty
from tests.companion.mapsets import make_mapset, request_for
from tests.companion.writing.test_writer import Desk, spread

PUBLISH = """
import os, signal, sys
from pathlib import Path
from companion.jobs import Store
from companion.writing import Publish, Writer, kept, writer

folder, last, steps = Path(sys.argv[1]), int(sys.argv[2]), 0

def counted(step):
    def whole(*words):
        global steps
        steps += 1
        if steps == last:
            os.kill(os.getpid(), signal.SIGKILL)
        step(*words)
    return whole

writer.put, writer.take_away = counted(writer.put), counted(writer.take_away)
kept.write, kept.take_away = counted(kept.write), counted(kept.take_away)
answers = []
store = Store.open(folder / "jobs.sqlite3")
clerk = Writer(folder / "backups", folder / "kept", answers.append)
clerk.start()
clerk.order(Publish(1, tuple(store.prepared(1))))
clerk.stop()
print(type(answers[0]).__name__)
"""
"""A writer that puts what is prepared, and is killed at a step of that (0: never)."""

NAMES = ("Easy", "Normal", "Hard")


def prepared(folder: Path) -> Path:
    """A mapset beside which a spread is prepared, as the ledger says."""
    mapset = make_mapset(folder)
    desk = Desk(folder)
    job: Job = desk.job(request_for(mapset))
    made = [difficulty(*circles(1000, 1500), version=name) for name in NAMES]
    desk.writer.order(spread(job, min(mapset.glob("*.osu")).read_bytes(), *made))
    answer = desk.answers.get(timeout=20)
    assert isinstance(answer, Prepared)
    desk.store.prepare(answer.entries)
    desk.writer.stop()
    desk.store.close()
    return mapset


def publish(folder: Path, last: int = 0) -> str:
    """What the writer answers; empty when it was killed."""
    done = subprocess.run(
        [sys.executable, "-c", PUBLISH, str(folder), str(last)], capture_output=True, text=True, check=False
    )
    assert done.returncode in (0, -signal.SIGKILL), done.stderr
    return done.stdout.strip()


@pytest.mark.timeout(300)
@pytest.mark.parametrize("removed", [True, False], ids=["obstacle goes", "obstacle stays"])
def test_a_second_kill_while_a_result_is_moved_out_leaves_it_whole(tmp_path: Path, removed: bool) -> None:
    for last in itertools.count(1):
        folder = tmp_path / str(last)
        mapset = prepared(folder)
        before = sorted(path.name for path in mapset.iterdir() if path.suffix == ".osu")[:1]
        store = Store.open(folder / "jobs.sqlite3")
        paths = [entry.path for entry in store.prepared(1)]
        store.close()
        paths[2].mkdir()
        killed = publish(folder, last) == ""
        if removed:
            paths[2].rmdir()
        answer = publish(folder)
        there = sorted(path.name for path in mapset.iterdir() if path.suffix != ".wav" and path.is_file())
        kept = sorted(path.read_bytes() for path in (folder / "kept").rglob("*.osu"))
        assert answer == publish(folder), "it says the same when its answer was lost"
        if answer == "Published":
            assert (there, kept) == (sorted([*before, *(path.name for path in paths)]), [])
        else:
            assert answer == "NotWritten"
            assert (there, len(kept)) == (before, len(NAMES))
        shutil.rmtree(folder)
        if not killed:
            break
    assert last == 1 + 2 * len(NAMES), "each is kept, then each is taken away"
