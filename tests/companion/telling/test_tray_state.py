"""What the tray shows of jobs and desk."""

from __future__ import annotations

from pathlib import Path

import pytest

from companion.desk import Desk
from companion.jobs import Entry, EntryState, Job, Store
from companion.reports import Delta
from companion.telling import TrayState
from companion.telling.tray_state import tray_state
from engine.protocol import Progress, Suggestion, Task
from tests.companion.mapsets import make_mapset, request_for

FOUND = Suggestion(
    id="x.1.1",
    time=1000,
    category="Compose",
    check="x",
    source="rule",
    severity="warning",
    score=3,
    message="Odd.",
)


@pytest.fixture
def job(tmp_path: Path) -> Job:
    store = Store.open(tmp_path / "jobs.sqlite3")
    job, _ = store.add(request_for(make_mapset(tmp_path), Task.REMAP))
    store.close()
    return job


def shown(desk: Desk | None = None, **rest: object) -> TrayState:
    values: dict[str, object] = {"waiting": [], "recent": [], "news": None, "report": None}
    values |= {"at_work": [], "failed": False, "undoable": False} | rest
    return tray_state(desk or Desk(), **values)  # type: ignore[arg-type]


def test_the_icon_says_the_most_urgent_thing(job: Job) -> None:
    news = (Path("Artist - Song (Mapper) [Hard].osu"), Delta(new=(FOUND,), fixed=()))
    assert shown().status == "idle"
    assert shown(news=news).status == "news"
    assert shown(news=(news[0], Delta(new=(), fixed=(FOUND,)))).status == "idle", "what is fixed can wait"
    assert shown(news=news, failed=True).status == "error"
    assert shown(Desk().pause(0, until_play_ends=False), failed=True).status == "paused"
    paused = Desk().pause(0, until_play_ends=True)
    assert shown(paused, at_work=[(job, None)]).status == "busy"
    assert shown(paused).paused == "playing"


def test_progress_is_exact_in_the_line_and_coarse_in_the_queue(job: Job) -> None:
    for done, percent, quarter in ((0.0, "0%", "0%"), (0.62, "62%", "50%"), (1.0, "100%", "100%")):
        progress = Progress(id="1", stage="Mapping", done=done, seconds_left=4)
        state = shown(at_work=[(job, progress)], waiting=[job])
        assert state.line == f"Remapping a part in 1 Artist - Song: {percent}, 4 s left (1 waiting)"
        assert [each.label for each in state.queue] == [
            f"Remapping a part in 1 Artist - Song: {quarter}",
            "Remapping a part in 1 Artist - Song: waiting",
        ]


def test_a_result_is_named_by_its_difficulty(job: Job) -> None:
    path = job.request.mapset / "Artist - Song (Mapper) [Insane (remap)].osu"
    entry = Entry(job.id, path, path, None, None, "builtin", 0, "x", None, EntryState.WRITTEN)
    (recent,) = shown(recent=[(job, [entry])]).recent
    assert recent.label == "Insane (remap) - 1 Artist - Song"
    assert recent.path == path
