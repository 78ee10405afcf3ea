"""Several versions of a result wait outside of the mapset until one is kept: real loop, store and writer."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from companion.jobs import EntryState, State, Store
from companion.loop import Edges, Loop
from companion.messages import Asked, Discard, Keep, Quit, Submit, Undo, WorkerSaid
from companion.reports import ModLane, ModRules, Reports
from companion.running import Rules
from companion.telling import Notice
from companion.writing import Writer
from engine.osu import Document
from engine.protocol import Difficulty, Outcome, Result, Task
from tests.builder import circles, difficulty
from tests.companion.mapsets import make_mapset, request_for
from tests.companion.prompt import PromptMailbox

NAMES = dict.fromkeys(map(str, Task), "{source} (new)")


class House:
    """A companion whose engine is a script."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.mapset = make_mapset(folder / "Songs")
        self.store = Store.open(folder / "jobs.sqlite3")
        self.reports = Reports.open(folder / "reports.sqlite3")
        self.notices: list[Notice] = []

    def start_worker(self, _name: str) -> Any:
        return self

    def send(self, message: object) -> None: ...

    def kill(self) -> None: ...

    def run(self, *messages: Any, until_idle: bool = True) -> None:
        """Say all that to a companion that was just started; it ends when nothing is left to do."""
        mailbox = PromptMailbox(self.store, self.reports)
        for message in messages:
            mailbox.post(message if isinstance(message, WorkerSaid) else Asked(message))
        writer = Writer(self.folder / "backups", self.folder / "kept", mailbox.post)
        writer.start()
        rules = Rules(("local",), NAMES, "", "auto", None, 300, leave_when_idle=until_idle)
        edges = Edges(
            mailbox.read,
            writer.order,
            self.start_worker,
            self.notices.append,
            lambda _: None,
            lambda _: None,
            print,
            lambda _path, _saved: False,
        )
        lane = ModLane(self.reports, mailbox.read, self.start_worker, self.notices.append, ModRules())
        Loop(mailbox, self.store, edges, rules, lane).run()
        writer.stop()

    def files(self) -> list[str]:
        return sorted(path.name for path in self.mapset.iterdir())

    def kept(self) -> list[str]:
        folder = self.folder / "kept"
        return sorted(path.name for path in folder.iterdir()) if folder.exists() else []


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    house = House(tmp_path)
    yield house
    house.store.close()
    house.reports.close()


def versions(count: int) -> WorkerSaid:
    made = [
        Difficulty(
            version=f"Insane (remap) {number}",
            content=difficulty(*circles(1000, 2000 + number), version=f"Insane (remap) {number}"),
            stars=4.0 + number / 10,
        )
        for number in range(1, count + 1)
    ]
    return WorkerSaid("local", Result(id="1", outcome=Outcome(engine="built-in", difficulties=tuple(made))))


def offer(house: House, *, in_place: bool = False) -> list[str]:
    """Have four versions made; the files of the mapset before."""
    before = house.files()
    request = request_for(house.mapset, Task.REMAP, in_place=in_place, candidates=4, start=1000, end=3000)
    house.run(Submit(request=request), versions(4))
    return before


def test_nothing_is_in_the_mapset_before_one_is_kept(house: House) -> None:
    before = offer(house)
    job = house.store.jobs()[0]
    assert job.state is State.DONE
    assert [(each.number, each.stars) for each in house.store.candidates(1)] == [
        (1, 4.1),
        (2, 4.2),
        (3, 4.3),
        (4, 4.4),
    ]
    assert house.files() == before
    assert len(house.kept()) == 4
    assert "4 versions" in house.notices[-1].body


def test_the_one_that_is_kept_is_written_with_the_ledger_and_the_others_vanish(house: House) -> None:
    before = offer(house)
    house.run(Keep(job=1, number=3))
    (made,) = set(house.files()) - set(before)
    assert "[Insane (remap)]" in made
    assert Document.read(house.mapset / made).beatmap.objects[1].time == 2003
    (entry,) = house.store.entries(1)
    assert (entry.state, entry.engine, entry.path.name) == (EntryState.WRITTEN, "built-in", made)
    assert house.store.job(1).story == "Version 3 was kept."  # type: ignore[union-attr]
    assert house.store.candidates(1) == []
    assert house.kept() == []
    house.run(Undo(job=1))
    assert house.files() == before


def test_the_others_vanish_too_when_none_is_kept(house: House) -> None:
    before = offer(house)
    house.run(Discard(job=1))
    assert (house.files(), house.kept(), house.store.candidates(1)) == (before, [], [])
    house.run(Keep(job=1, number=1))
    assert house.files() == before
    assert house.notices[-1].title == "Nothing to keep"


def test_keeping_in_place_leaves_a_file_alone_that_was_saved_meanwhile(house: House) -> None:
    offer(house, in_place=True)
    source = min(house.mapset.glob("*.osu"))
    saved = difficulty(*circles(1, 2, 3, 4))
    source.write_bytes(saved)
    house.run(Keep(job=1, number=2))
    assert source.read_bytes() == saved
    assert house.notices[-1].title == "Not written"
    assert len(house.store.candidates(1)) == 4


def test_a_companion_that_is_killed_while_one_is_kept_leaves_nothing_behind(house: House) -> None:
    before = offer(house)
    house.run(Keep(job=1, number=2), Quit(), until_idle=False)
    assert len(house.files()) == len(before) + 1  # a temporary file
    house.run()
    assert house.files() == before
    house.run(Keep(job=1, number=2))
    assert len(list(house.mapset.glob("*(remap)*.osu"))) == 1
