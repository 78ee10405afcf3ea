"""Modding on save: what is run, what is stale, what is told."""

from __future__ import annotations

import hashlib
from collections import deque
from collections.abc import Callable, Iterator
from datetime import time
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from companion.reading import carry_out
from companion.reports import (
    KeepReport,
    ModLane,
    ModRules,
    ReadSave,
    ReportKept,
    Reports,
    SaveRead,
    keep_report,
)
from companion.telling import Notice
from engine.protocol import Blob, Cancel, Failure, FailureKind, Need, Outcome, Report, Result, Run
from tests.companion.mapsets import make_mapset
from tests.companion.reports.suggestions import report, suggestion

ALWAYS = (time(0, 0), time(23, 59, 59))


class Bench:
    """A lane on a real mapset; its engine process only writes down what it is sent."""

    def __init__(self, folder: Path, look_at_gpu: Callable[[], None] | None = None, **rules: Any) -> None:
        self.map = min(make_mapset(folder).glob("*.osu"))
        self.sent: list[Any] = []
        self.notices: list[Notice] = []
        self.reports = Reports.open(folder / "reports.sqlite3")
        self.to_read: deque[ReadSave | KeepReport] = deque()
        self.lane = ModLane(
            self.reports,
            self.to_read.append,
            lambda _: self,  # type: ignore[arg-type, return-value]
            self.notices.append,
            ModRules(**rules),
            look_at_gpu,
        )

    def send(self, message: object) -> None:
        self.sent.append(message)

    def save(self, text: str) -> None:
        """The mapper saves; the text makes the content another one."""
        self.map.write_bytes(self.map.read_bytes() + f"// {text}\r\n".encode())
        self.lane.saved(self.map, hashlib.sha256(self.map.read_bytes()).hexdigest())
        self.go_on()

    def go_on(self) -> None:
        """What was to be read is read."""
        self.lane.advance()
        while self.to_read:
            answer = carry_out(self.to_read.popleft(), lambda _: False, partial(keep_report, self.reports))
            if isinstance(answer, SaveRead):
                self.lane.save_read(answer)
            elif isinstance(answer, ReportKept):
                self.lane.kept(answer)
            self.lane.advance()

    def runs(self) -> list[Run]:
        return [each for each in self.sent if isinstance(each, Run)]

    def answer(self, found: Report) -> None:
        """The engine has looked."""
        self.lane.said(Result(id=self.runs()[-1].id, outcome=Outcome(engine="rules", report=found)))
        self.go_on()


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    bench = Bench(tmp_path)
    yield bench
    bench.reports.close()


def test_three_saves_tell_nothing_then_one_new_then_one_fixed(bench: Bench) -> None:
    bench.save("first")
    bench.answer(report())
    assert bench.notices == []
    bench.save("with a fault")
    bench.answer(report(suggestion("a.x.1", 62345.0, message="This is odd.")))
    bench.save("mended")
    bench.answer(report())
    assert [each.title for each in bench.notices] == ["[Insane] 1 new", "[Insane] 1 fixed"]
    assert bench.notices[0].body == "01:02:345 This is odd."


def test_a_run_knows_the_song_the_set_and_its_files(bench: Bench) -> None:
    bench.save("first")
    (run,) = bench.runs()
    assert run.audio is not None
    assert bench.map.name in [each.name for each in run.listing]


def test_a_second_save_cancels_the_run_it_makes_stale(bench: Bench) -> None:
    bench.save("first")
    bench.save("second")
    first = bench.runs()[0]
    assert Cancel(id=first.id) in bench.sent
    bench.lane.said(Failure(id=first.id, kind=FailureKind.REQUEST, message="Cancelled.", cancelled=True))
    bench.go_on()
    assert len(bench.runs()) == 2
    bench.answer(report())
    stored = bench.reports.latest(bench.map)
    assert stored is not None
    assert stored.sha256 == hashlib.sha256(bench.map.read_bytes()).hexdigest()


def test_a_stale_result_that_comes_all_the_same_is_not_kept(bench: Bench) -> None:
    bench.save("first")
    stale = bench.runs()[0]
    bench.save("second")
    bench.lane.said(Result(id=stale.id, outcome=Outcome(engine="rules", report=report())))
    assert bench.reports.latest(bench.map) is None


def test_a_file_touched_but_not_changed_is_not_modded_again(bench: Bench) -> None:
    bench.save("first")
    bench.answer(report())
    bench.lane.saved(bench.map, hashlib.sha256(bench.map.read_bytes()).hexdigest())
    bench.go_on()
    assert len(bench.runs()) == 1
    assert not bench.lane.busy


def test_the_engine_process_is_started_once_ahead_of_a_save(bench: Bench) -> None:
    bench.lane.held = True
    assert not bench.lane.wake()
    bench.lane.held = False
    assert bench.lane.wake()
    assert not bench.lane.wake()
    assert bench.sent == []


def test_while_held_nothing_is_begun(bench: Bench) -> None:
    bench.lane.held = True
    bench.save("first")
    assert bench.runs() == []
    bench.lane.held = False
    bench.go_on()
    assert len(bench.runs()) == 1


def test_before_each_run_the_graphics_card_is_looked_at_and_one_that_is_busy_is_waited_for(
    tmp_path: Path,
) -> None:
    looks: list[str] = []
    bench = Bench(tmp_path, look_at_gpu=lambda: looks.append("look"))
    bench.save("first")
    bench.save("again")
    assert (bench.runs(), looks) == ([], ["look"]), "asked once, whatever else happens"
    bench.lane.gpu_seen(busy=True)
    bench.go_on()
    assert (bench.runs(), looks) == ([], ["look"]), "busy: the loop says when to look again"
    bench.lane.look_again()
    bench.go_on()
    bench.lane.gpu_seen(busy=False)
    bench.go_on()
    assert (len(bench.runs()), looks) == (1, ["look", "look"])
    bench.answer(report())
    bench.save("later")
    assert (len(bench.runs()), looks) == (1, ["look", "look", "look"])
    bench.reports.close()


def test_a_card_that_was_free_before_a_play_is_looked_at_again_after_it(tmp_path: Path) -> None:
    looks: list[str] = []
    bench = Bench(tmp_path, look_at_gpu=lambda: looks.append("look"))
    bench.save("first")
    bench.lane.held = True
    bench.lane.gpu_seen(busy=False)
    bench.go_on()
    bench.lane.held = False
    bench.go_on()
    assert (bench.runs(), looks) == ([], ["look", "look"])
    bench.reports.close()


def test_what_is_ignored_is_not_told(bench: Bench) -> None:
    bench.save("first")
    bench.answer(report())
    bench.reports.ignore(bench.map, "a", check=True)
    bench.save("second")
    bench.answer(report(suggestion("a.x.1")))
    assert bench.notices == []


@pytest.mark.parametrize(
    "rules",
    [{"quiet_from": ALWAYS[0], "quiet_to": ALWAYS[1]}, {"silent": ("*",)}, {"tell": "problem"}],
    ids=["quiet hours", "silent folder", "only problems"],
)
def test_quiet_is_quiet_but_the_report_is_kept(tmp_path: Path, rules: dict[str, Any]) -> None:
    bench = Bench(tmp_path, **rules)
    bench.save("first")
    bench.answer(report())
    bench.save("second")
    bench.answer(report(suggestion("a.x.1")))
    assert bench.notices == []
    assert bench.reports.latest(bench.map) is not None
    bench.reports.close()


def test_quiet_hours_may_pass_midnight() -> None:
    rules = ModRules(quiet_from=time(22), quiet_to=time(8))
    assert rules.quiet(Path("/s/m.osu"), time(23, 30))
    assert rules.quiet(Path("/s/m.osu"), time(7, 59))
    assert not rules.quiet(Path("/s/m.osu"), time(12))


def test_modding_on_save_can_be_off(tmp_path: Path) -> None:
    bench = Bench(tmp_path, on_save=False)
    bench.save("first")
    assert bench.sent == []
    bench.reports.close()


def test_a_worker_that_cannot_read_a_file_gets_its_bytes(bench: Bench) -> None:
    bench.save("first")
    run = bench.runs()[0]
    assert run.map is not None
    bench.lane.said(Need(id=run.id, sha256=run.map.sha256))
    assert Blob(sha256=run.map.sha256, content=bench.map.read_bytes()) in bench.sent


def test_a_worker_that_dies_takes_only_that_save_with_it(bench: Bench) -> None:
    bench.save("first")
    bench.lane.died("killed")
    assert not bench.lane.busy
    bench.save("second")
    assert len(bench.runs()) == 2


def test_a_save_that_is_stale_before_it_was_read_is_not_sent(bench: Bench) -> None:
    bench.lane.saved(bench.map, "first")
    bench.lane.advance()
    bench.lane.saved(bench.map, "second")
    bench.go_on()
    assert [each.id for each in bench.runs()] == ["mod-2"]


def test_a_save_that_cannot_be_read_keeps_no_other_waiting(bench: Bench) -> None:
    bench.lane.saved(bench.map.with_name("gone.osu"), "any")
    bench.lane.advance()
    bench.save("another")
    assert [each.map.name for each in bench.runs() if each.map] == [bench.map.name]


def test_a_report_that_cannot_be_kept_is_not_told(bench: Bench) -> None:
    order = KeepReport(bench.map, b"", report(suggestion("a.x.1")), "warning")
    bench.lane.kept(ReportKept(order, OSError("disk full")))
    assert (bench.notices, bench.lane.last) == ([], None)
