"""The loop: state and messages in, orders out. Store, files and requests are real; edges only record."""

from __future__ import annotations

import errno
import hashlib
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from companion.intake import MOST_READS
from companion.jobs import Entry, State, Store
from companion.loop import Edges, Loop
from companion.messages import (
    Ask,
    Asked,
    CancelJob,
    OpenPage,
    Pause,
    Player,
    Quit,
    Resume,
    Settled,
    Stirring,
    Submit,
    Undo,
    WorkerDied,
    WorkerSaid,
)
from companion.page import Live, Working
from companion.reports import ModLane, ModRules, Reports
from companion.requests import Request, RequestError
from companion.running import Rules
from companion.telling import Notice, TrayState
from companion.writing import (
    Order,
    Prepare,
    Prepared,
    Publish,
    Published,
    RemoveRequest,
    ReturnRequest,
    Sweep,
    TakeBack,
)
from engine.protocol import (
    Cancel,
    Difficulty,
    Failure,
    FailureKind,
    Outcome,
    Progress,
    Report,
    Result,
    Run,
    Task,
)
from tests.builder import circles, difficulty
from tests.companion.mapsets import make_mapset, request_for
from tests.companion.prompt import PromptMailbox

NAMES = dict.fromkeys(map(str, Task), "{source} (new)")


class Recorder:
    """The edges: they write down what they are told."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.orders: list[Order] = []
        self.sent: list[Any] = []
        self.notices: list[Notice] = []
        self.states: list[TrayState] = []
        self.lives: list[Live] = []
        self.opened: list[OpenPage] = []
        self.reloaded: list[tuple[Path, float]] = []
        self.killed = self.dismissed = self.started = 0
        self.store = Store.open(folder / "jobs.sqlite3")
        self.reports = Reports.open(folder / "reports.sqlite3")

    def start_worker(self, _name: str) -> Any:
        self.started += 1
        return self

    def send(self, message: object) -> None:
        self.sent.append(message)

    def kill(self) -> None:
        self.killed += 1

    def dismiss(self) -> None:
        self.dismissed += 1

    def run(self, *messages: Any) -> None:
        """Say all that to a new loop, as after a start."""
        mailbox = self.mailbox()
        for message in (*messages, Asked(Quit())):
            mailbox.post(message)
        self.loop(mailbox).run()

    def mailbox(self) -> PromptMailbox:
        return PromptMailbox(self.store, self.reports)

    def loop(self, mailbox: PromptMailbox, idle_seconds: float = 300) -> Loop:
        rules = Rules(("local",), NAMES, "", "auto", None, idle_seconds)
        return Loop(mailbox, self.store, self.edges(mailbox), rules, self.modding(mailbox))

    def hear(self, loop: Loop, mailbox: PromptMailbox, message: Any) -> None:
        """Say something to a loop, and after it what that had it read."""
        loop._handle(message)
        while not mailbox.empty():
            loop._handle(mailbox.take())

    def modding(self, mailbox: PromptMailbox) -> ModLane:
        """The lane of modding, with the same worker."""
        return ModLane(self.reports, mailbox.read, self.start_worker, self.notices.append, ModRules())

    def edges(self, mailbox: PromptMailbox) -> Edges:
        return Edges(
            mailbox.read,
            self.orders.append,
            self.start_worker,
            self.notices.append,
            self.states.append,
            self.lives.append,
            self.opened.append,
            self.reload_editor,
        )

    def reload_editor(self, path: Path, saved: float) -> bool:
        self.reloaded.append((path, saved))
        return True

    def order(self, kind: type) -> Any:
        return next(order for order in self.orders if isinstance(order, kind))


@pytest.fixture
def mapset(tmp_path: Path) -> Path:
    return make_mapset(tmp_path)


@pytest.fixture
def recorder(tmp_path: Path) -> Iterator[Recorder]:
    recorder = Recorder(tmp_path)
    yield recorder
    recorder.store.close()
    recorder.reports.close()


def dropped(mapset: Path, text: str) -> Settled:
    path = mapset / "a.request.toml"
    path.write_text(text)
    return Settled(path, hashlib.sha256(text.encode()).hexdigest())


def test_a_dropped_request_is_stored_then_removed_and_run(recorder: Recorder, mapset: Path) -> None:
    recorder.run(dropped(mapset, 'task = "hitsounds"'))
    assert recorder.store.jobs()[0].state is State.RUNNING
    assert recorder.order(RemoveRequest).path.name == "a.request.toml"
    run = recorder.sent[0]
    assert isinstance(run, Run)
    assert run.options.name == "{source} (new)"
    assert run.map is not None
    assert run.map.sha256 == hashlib.sha256(min(mapset.glob("*.osu")).read_bytes()).hexdigest()


def test_a_request_that_is_locked_is_read_again_and_one_that_is_gone_is_not(
    recorder: Recorder, mapset: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mailbox = recorder.mailbox()
    loop = recorder.loop(mailbox)
    message = dropped(mapset, 'task = "hitsounds"')
    monkeypatch.setattr("companion.intake.READ_AGAIN", 0.0)
    content = message.path.read_bytes()
    message.path.unlink()
    message.path.mkdir()  # there, and not readable
    recorder.hear(loop, mailbox, message)
    assert recorder.store.jobs() == []
    message.path.rmdir()
    message.path.write_bytes(content)
    recorder.hear(loop, mailbox, mailbox.take())
    assert len(recorder.store.jobs()) == 1
    message.path.unlink()
    recorder.hear(loop, mailbox, message)
    assert mailbox.empty()


def test_a_request_whose_difficulty_stays_locked_is_returned_with_the_reason(
    recorder: Recorder, mapset: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mailbox = recorder.mailbox()
    loop = recorder.loop(mailbox)
    monkeypatch.setattr("companion.intake.READ_AGAIN", 0.0)
    message, whole = dropped(mapset, 'task = "hitsounds"'), Path.read_bytes

    def read(path: Path) -> bytes:
        if path.suffix == ".osu":
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        return whole(path)

    monkeypatch.setattr(Path, "read_bytes", read)
    recorder.hear(loop, mailbox, message)
    assert recorder.orders == []
    for _ in range(MOST_READS):
        recorder.hear(loop, mailbox, mailbox.take())
    assert mailbox.empty()
    reason = f"{min(mapset.glob('*.osu')).name} cannot be read: Permission denied. Ask again when it can."
    returned = recorder.order(ReturnRequest)
    assert returned.content == f'# {reason}\ntask = "hitsounds"'.encode()
    assert reason in recorder.notices[0].body


def test_a_bad_request_that_was_taken_back_is_passed_over(
    recorder: Recorder, mapset: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    message = dropped(mapset, 'task = "dance"')

    def refuse(path: Path, _own: object) -> Request:
        path.unlink()
        raise RequestError("There is no such task.")

    monkeypatch.setattr("companion.reading.reader.read_request", refuse)
    mailbox = recorder.mailbox()
    recorder.hear(recorder.loop(mailbox), mailbox, message)
    assert recorder.orders == []
    assert recorder.notices == []


def test_while_a_request_is_read_everything_else_goes_on(recorder: Recorder, mapset: Path) -> None:
    mailbox = recorder.mailbox()
    loop = recorder.loop(mailbox)
    loop._handle(dropped(mapset, 'task = "hitsounds"'))
    loop._handle(Asked(Pause()))
    loop._after()
    assert (recorder.store.jobs(), recorder.states[-1].status) == ([], "paused")
    loop._handle(mailbox.take())  # it was read
    assert [job.state for job in recorder.store.jobs()] == [State.QUEUED]


def test_what_was_chosen_in_the_tray_is_asked_once_though_it_was_heard_twice(
    recorder: Recorder, mapset: Path
) -> None:
    receipt = recorder.folder / "1.command.json"
    receipt.touch()
    chosen = Asked(Ask(map=min(mapset.glob("*.osu")), marker="companion:hitsounds"), receipt)
    mailbox = recorder.mailbox()
    loop = recorder.loop(mailbox)
    loop._handle(chosen)
    assert receipt.exists(), "it is not stored yet"
    recorder.hear(loop, mailbox, chosen)
    assert [job.request.task for job in recorder.store.jobs()] == [Task.HITSOUNDS]
    assert not receipt.exists()


def test_what_was_chosen_for_a_difficulty_that_is_gone_is_answered(recorder: Recorder, mapset: Path) -> None:
    recorder.run(Asked(Ask(map=mapset / "gone.osu", marker="companion:hitsounds")))
    assert recorder.store.jobs() == []
    assert "gone.osu" in recorder.notices[0].body


def test_a_bad_request_is_returned_and_told(recorder: Recorder, mapset: Path) -> None:
    recorder.run(dropped(mapset, 'task = "dance"'))
    assert recorder.store.jobs() == []
    assert recorder.order(ReturnRequest).reply.name == "a.request.error.toml"
    assert "dance" in recorder.notices[0].body


def saved(mapset: Path, **how: Any) -> Settled:
    path = min(mapset.glob("*.osu"))
    path.write_bytes(difficulty(*circles(1000, 9000), **how))
    return Settled(path, hashlib.sha256(path.read_bytes()).hexdigest())


def test_a_marker_starts_one_job_until_it_changes_even_over_restarts(
    recorder: Recorder, mapset: Path
) -> None:
    marked = {"tags": "companion:remap", "editor": "Bookmarks: 2000,4000"}
    for _ in range(2):
        recorder.run(saved(mapset, **marked))
        recorder.run(saved(mapset, **marked, version="Other settings"))
    assert len(recorder.store.jobs()) == 1
    recorder.run(saved(mapset, **marked | {"editor": "Bookmarks: 2000,5000"}))
    assert recorder.store.jobs()[0].request.options.end == 5000
    recorder.run(saved(mapset), saved(mapset, **marked))
    assert len(recorder.store.jobs()) == 3


def test_a_renamed_difficulty_does_not_start_its_marker_again(recorder: Recorder, mapset: Path) -> None:
    first = saved(mapset, tags="companion:hitsounds")
    recorder.run(first)
    renamed = Settled(first.path.rename(mapset / "renamed.osu"), first.sha256)
    recorder.run(renamed)
    assert len(recorder.store.jobs()) == 1
    assert recorder.store.markers(mapset) == {renamed.path: {"companion:hitsounds"}}


def test_a_mistaken_marker_is_told_once(recorder: Recorder, mapset: Path) -> None:
    recorder.run(saved(mapset, tags="companion:remp"), saved(mapset, tags="companion:remp"))
    recorder.run(saved(mapset, tags="companion:remp"))
    assert len(recorder.notices) == 1
    assert "remap" in recorder.notices[0].body
    assert recorder.store.jobs() == []


def test_markers_in_what_the_companion_wrote_are_not_heard(recorder: Recorder, mapset: Path) -> None:
    message = saved(mapset, tags="companion:hitsounds")
    job, _ = recorder.store.add(request_for(mapset, difficulty=1))
    recorder.store.prepare(
        [Entry(job.id, message.path, message.path, None, None, "b", 0, message.sha256, None)]
    )
    recorder.run(message)
    assert [each.id for each in recorder.store.jobs()] == [job.id]


def test_a_result_goes_through_the_ledger_before_its_final_name(recorder: Recorder, mapset: Path) -> None:
    outcome = Outcome(engine="builtin", difficulties=(Difficulty(version="x", content=difficulty()),))
    entry = Entry(1, mapset / "new.osu", mapset / "new.tmp", None, None, "builtin", 0, "sha", None)
    recorder.run(
        Asked(Submit(request=request_for(mapset))),
        WorkerSaid("local", Progress(id="1", stage="Mapping", done=0.5, seconds_left=3)),
        WorkerSaid("local", Result(id="1", outcome=outcome)),
        Prepared(1, (entry,), ("a note",)),
        Published(1),
    )
    assert [type(order) for order in recorder.orders] == [Prepare, Publish]
    job = recorder.store.jobs()[0]
    assert (job.state, job.story) == (State.DONE, "a note")
    assert recorder.store.is_own("sha")
    assert "F5" in recorder.notices[-2].body
    assert "disclosed" in recorder.notices[-1].body, "said with the first result"
    assert any("50%" in state.line for state in recorder.states)
    assert recorder.states[-1].recent[0].path == mapset / "new.osu"


def test_a_failure_is_told_with_its_remedy_and_the_next_job_starts(recorder: Recorder, mapset: Path) -> None:
    recorder.run(
        Asked(Submit(request=request_for(mapset, difficulty=1))),
        Asked(Submit(request=request_for(mapset, difficulty=2))),
        WorkerSaid("local", Failure(id="1", kind=FailureKind.INPUT, message="Broken song.", hint="Copy it.")),
    )
    two, one = recorder.store.jobs()
    assert (one.state, one.story) == (State.FAILED, "Broken song. Copy it.")
    assert two.state is State.RUNNING
    assert "Broken song. Copy it." in recorder.notices[0].body


def test_a_worker_that_dies_fails_its_job_with_its_last_words(recorder: Recorder, mapset: Path) -> None:
    recorder.run(Asked(Submit(request=request_for(mapset))), WorkerDied("local", "trace\nSegmentation fault"))
    assert recorder.store.jobs()[0].state is State.FAILED
    assert "Segmentation fault" in recorder.store.jobs()[0].story


def test_queued_jobs_are_cancelled_at_once_and_running_ones_by_their_worker(
    recorder: Recorder, mapset: Path
) -> None:
    recorder.run(
        Asked(Submit(request=request_for(mapset, difficulty=1))),
        Asked(Submit(request=request_for(mapset, difficulty=2))),
        Asked(CancelJob(job=2)),
        Asked(CancelJob(job=1)),
        WorkerSaid("local", Failure(id="1", kind=FailureKind.REQUEST, message="Cancelled.", cancelled=True)),
    )
    assert [job.state for job in recorder.store.jobs()] == [State.CANCELLED, State.CANCELLED]
    assert Cancel(id="1") in recorder.sent


@pytest.mark.parametrize("in_place", [True, False])
def test_the_editor_is_asked_to_show_what_was_changed_in_place_only(
    recorder: Recorder, mapset: Path, in_place: bool
) -> None:
    source = min(mapset.glob("*.osu"))
    os.utime(source, (1000, 1000))
    outcome = Outcome(engine="builtin", difficulties=(Difficulty(version="x", content=difficulty()),))
    path = source if in_place else mapset / "new.osu"
    recorder.run(
        Asked(Submit(request=request_for(mapset, in_place=in_place))),
        WorkerSaid("local", Result(id="1", outcome=outcome)),
        Prepared(1, (Entry(1, path, mapset / "x.tmp", None, None, "builtin", 0, "sha", None),), ()),
        Published(1),
    )
    assert recorder.reloaded == ([(source, 1000.0)] if in_place else [])
    assert ("The editor shows it." in recorder.notices[0].body) is in_place


def test_paused_nothing_starts_until_resumed(recorder: Recorder, mapset: Path) -> None:
    recorder.run(Asked(Pause()), Asked(Submit(request=request_for(mapset))))
    assert recorder.sent == []
    assert recorder.states[-1].status == "paused"
    recorder.run(Asked(Pause()), Asked(Resume()))
    assert isinstance(recorder.sent[0], Run)


def test_after_a_kill_begun_jobs_are_queued_again_and_half_written_ones_finished(
    recorder: Recorder, mapset: Path
) -> None:
    begun, _ = recorder.store.add(request_for(mapset, difficulty=1))
    half, _ = recorder.store.add(request_for(make_mapset(mapset.parent / "other")))
    for job in (begun, half):
        recorder.store.move(job.id, State.RUNNING)
    recorder.store.prepare(
        [Entry(half.id, mapset / "n.osu", mapset / "n.tmp", None, None, "b", 0, "s", None)]
    )
    recorder.run(Published(half.id))
    assert recorder.order(Publish).job == half.id
    assert recorder.order(Sweep).mapset == mapset
    again = recorder.store.job(begun.id)
    finished = recorder.store.job(half.id)
    assert again is not None
    assert finished is not None
    assert (again.state, again.attempts) == (State.RUNNING, 2)
    assert finished.state is State.DONE


def test_a_job_that_was_running_at_three_kills_is_given_up(recorder: Recorder, mapset: Path) -> None:
    job, _ = recorder.store.add(request_for(mapset))
    for _ in range(3):
        recorder.store.move(job.id, State.RUNNING)
        if recorder.store.jobs()[0].attempts < 3:
            recorder.store.move(job.id, State.QUEUED)
    recorder.run()
    assert recorder.store.jobs()[0].state is State.FAILED


def test_an_engine_process_started_ahead_of_a_save_goes_home_when_none_comes(recorder: Recorder) -> None:
    mailbox = recorder.mailbox()
    loop = recorder.loop(mailbox, idle_seconds=0.0)
    loop._handle(Stirring())
    assert (recorder.started, recorder.dismissed) == (1, 0)
    loop._handle(mailbox.take())  # it was idle long enough
    assert (recorder.started, recorder.dismissed) == (1, 1)


def test_the_engine_process_starts_when_a_difficulty_is_opened_in_the_editor(
    recorder: Recorder, mapset: Path
) -> None:
    recorder.run(Asked(Player(playing=True)), Asked(Player()))
    assert recorder.started == 0
    recorder.run(Asked(Player(editing=min(mapset.glob("*.osu")))))
    assert (recorder.started, recorder.sent) == (1, [])


def test_a_worker_without_work_goes_home_and_the_next_job_starts_another(
    recorder: Recorder, mapset: Path
) -> None:
    mailbox = recorder.mailbox()
    loop = recorder.loop(mailbox, idle_seconds=0.0)
    failure = Failure(id="1", kind=FailureKind.INPUT, message="x")
    for message in (Asked(Submit(request=request_for(mapset))), WorkerSaid("local", failure)):
        loop._handle(message)
        loop._after()
        while not mailbox.empty():
            loop._handle(mailbox.take())
    loop._handle(mailbox.take())  # it was idle long enough
    assert (recorder.started, recorder.dismissed) == (1, 1)
    loop._handle(Asked(Submit(request=request_for(mapset, difficulty=2))))
    loop._after()
    loop._handle(mailbox.take())  # what the job needs was read
    loop._handle(WorkerDied("local", "exit status 0"))  # the one that went home
    assert recorder.started == 2
    assert recorder.store.jobs()[0].state is State.RUNNING


def test_undo_takes_back_the_last_result_once(recorder: Recorder, mapset: Path) -> None:
    recorder.run(Asked(Undo()))
    assert recorder.notices[-1].title == "Nothing to undo"
    job, _ = recorder.store.add(request_for(mapset))
    recorder.store.move(job.id, State.RUNNING)
    recorder.store.prepare([Entry(job.id, mapset / "n.osu", mapset / "n.tmp", None, None, "b", 0, "s", None)])
    recorder.store.written(job.id, "")
    recorder.run(Asked(Undo()))
    assert recorder.order(TakeBack).entries[0].path == mapset / "n.osu"


def test_a_song_that_vanished_fails_the_job_and_not_the_daemon(recorder: Recorder, mapset: Path) -> None:
    request = request_for(mapset)
    (mapset / "song.wav").unlink()
    recorder.run(Asked(Submit(request=request)))
    assert recorder.store.jobs()[0].state is State.FAILED
    assert "song.wav" in recorder.store.jobs()[0].story


def test_a_saved_difficulty_is_modded_but_a_result_of_ours_is_not(recorder: Recorder, mapset: Path) -> None:
    path = min(mapset.glob("*.osu"))
    recorder.run(Settled(path, hashlib.sha256(path.read_bytes()).hexdigest()))
    assert [each.task for each in recorder.sent] == [Task.MOD]


def test_modding_that_was_asked_for_ends_with_a_report_and_writes_nothing(
    recorder: Recorder, mapset: Path
) -> None:
    path = min(mapset.glob("*.osu"))
    asked = Submit(request=request_for(mapset, task=Task.MOD))
    outcome = Outcome(engine="rules", report=Report())
    recorder.run(Asked(asked), WorkerSaid("local", Result(id="1", outcome=outcome)))
    (job,) = recorder.store.jobs()
    assert (job.state, job.story) == (State.DONE, "Nothing to say")
    assert not any(isinstance(order, Prepare) for order in recorder.orders)
    assert recorder.reports.latest(path) is not None
    assert recorder.notices[-1].title == "[Insane] Nothing to say"


def test_modding_that_was_asked_for_fails_when_its_report_cannot_be_kept(
    recorder: Recorder, mapset: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError("The disk is full")

    monkeypatch.setattr(Reports, "add", full)
    result = Result(id="1", outcome=Outcome(engine="rules", report=Report()))
    asked = Asked(Submit(request=request_for(mapset, task=Task.MOD)))
    recorder.run(asked, WorkerSaid("local", result))
    (job,) = recorder.store.jobs()
    assert (job.state, job.story) == (State.FAILED, "The report could not be kept: The disk is full.")


def test_the_page_is_opened_when_asked_for_and_told_what_is_going_on(
    recorder: Recorder, mapset: Path
) -> None:
    told = WorkerSaid("local", Progress(id="1", stage="Listening", done=0.25, seconds_left=8))
    asked = Asked(Submit(request=request_for(mapset)))
    recorder.run(asked, told, Asked(Pause()), Asked(OpenPage(browser=False)))
    assert recorder.opened == [OpenPage(browser=False)]
    assert recorder.lives[-1] == Live((Working(1, "Listening", 0.25, 8),), paused=True)
