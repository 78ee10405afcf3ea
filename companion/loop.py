"""The heart: one thread owns all state, takes one message at a time, and orders the edges about."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from loguru import logger

from companion.desk import Desk
from companion.intake import Intake
from companion.job_lane import Ended, JobLane, Made
from companion.jobs import Job, State, Store, next_job
from companion.mailbox import Mailbox
from companion.messages import (
    Accept,
    Ask,
    Asked,
    CancelJob,
    Command,
    Discard,
    GpuAgain,
    GpuSeen,
    Idle,
    Keep,
    Message,
    OpenPage,
    Overdue,
    Pause,
    Player,
    PlayOver,
    Quit,
    Resume,
    SawNews,
    Settled,
    Stirring,
    Submit,
    Trouble,
    Undo,
    WorkerDied,
    WorkerSaid,
)
from companion.page.live import Live, Working
from companion.reading import AskRead, JobRead, MarkersRead, Read, RequestRead, ToRead
from companion.reports import ModLane, ReportKept, SaveRead
from companion.reports.lane import LANE
from companion.requests import REQUEST_SUFFIX
from companion.results import Results
from companion.running import Rules, Running
from companion.telling import Notice, TrayState, words
from companion.telling.tray_state import RECENT, tray_state
from companion.workers import Rest, WorkerProcess
from companion.writing import Answer, Order, Published, Sweep

MOST_ATTEMPTS = 3
"""A job that was running three times when the power went is the likely reason that it went."""

GPU_AGAIN = 5.0
"""Seconds until a busy graphics card is looked at again."""

CANCEL_PATIENCE = 5.0
"""Seconds a worker gets to stop by itself before it is killed."""


@dataclass(frozen=True)
class Edges:
    """Everything the loop can order about; none of it ever blocks the loop."""

    read: Callable[[ToRead], None]
    write: Callable[[Order], None]
    start_worker: Callable[[str], WorkerProcess]
    tell: Callable[[Notice], None]
    show: Callable[[TrayState], None]
    publish: Callable[[Live], None]
    open_page: Callable[[OpenPage], None]
    reload_editor: Callable[[Path, float], bool]


class Loop:
    """All state of the daemon."""

    def __init__(
        self,
        mailbox: Mailbox[Message | Read | Answer],
        store: Store,
        edges: Edges,
        rules: Rules,
        modding: ModLane,
    ) -> None:
        self._mailbox = mailbox
        self._store = store
        self._edges = edges
        self._rules = rules
        self._modding = modding
        self._lane = JobLane(store, edges.read, edges.start_worker, rules)
        self._intake = Intake(
            store, edges.read, edges.write, edges.tell, mailbox.post_later, fill_by_name=rules.fill_by_name
        )
        self._rest = Rest(mailbox.post_later, rules.idle_seconds)
        self._results = Results(store, edges.write, edges.tell, edges.reload_editor, rules.tags)
        self._desk = Desk()
        self._failed_last = False
        self._leaving = False

    def run(self) -> None:
        """Take messages until asked to quit; outlive every fault in handling one."""
        self._recover()
        self._after()
        while not self._leaving:
            message = self._mailbox.take()
            try:
                self._handle(message)
                self._after()
            except Exception:  # noqa: BLE001 - the daemon outlives every fault
                logger.exception("could not handle {}", type(message).__name__)
        self._lane.kill()
        self._modding.kill()

    # messages

    def _handle(self, message: Message | Read | Answer) -> None:
        match message:
            case Stirring():
                self._wake_modding()
            case Settled():
                self._settled(message)
            case Asked():
                self._asked(message)
            case Trouble():
                self._edges.tell(Notice(message.title, message.body))
            case WorkerSaid():
                self._worker_said(message)
            case WorkerDied():
                self._worker_died(message)
            case Overdue():
                self._lane.overdue(message.job)
            case Idle():
                self._send_home(message)
            case PlayOver():
                self._go_on_after_play()
            case GpuSeen():
                self._gpu_seen(message)
            case GpuAgain():
                self._modding.look_again()
            case _:
                self._answered(message)

    def _answered(self, answer: Read | Answer) -> None:
        """The reader or the writer has done something."""
        match answer:
            case RequestRead():
                self._intake.request_read(answer)
            case MarkersRead():
                self._intake.markers_read(answer)
            case AskRead():
                self._intake.ask_read(answer)
                self._carried_out(answer.asked.receipt)
            case JobRead():
                self._ended(self._lane.read(answer))
            case SaveRead():
                self._modding.save_read(answer)
            case ReportKept():
                self._report_kept(answer)
            case _:
                self._writer_answered(answer)

    def _after(self) -> None:
        """What follows from every message: start what can be started, show what is."""
        if not self._desk.paused:
            self._start_jobs()
        self._advance_modding()
        self._edges.show(self._tray_state())
        self._edges.publish(self._live())
        if self._rules.leave_when_idle and self._mailbox.empty() and not self._busy():
            self._leaving = True

    def _advance_modding(self) -> None:
        was_busy = self._modding.busy
        self._modding.held = self._desk.paused or self._desk.playing
        self._modding.advance()
        if was_busy and not self._modding.busy:
            self._rest.begins(LANE)

    def _wake_modding(self) -> None:
        """A save is on its way, or likely: its engine process starts meanwhile."""
        if self._modding.wake():
            self._rest.begins(LANE)

    def _busy(self) -> bool:
        at_work = self._lane.running or self._results.busy or self._intake.busy or self._modding.keeping
        return bool(at_work or self._store.jobs(State.QUEUED, limit=1))

    # asking

    def _settled(self, settled: Settled) -> None:
        if settled.path.name.endswith(REQUEST_SUFFIX):
            self._intake.dropped(settled)
        elif not self._store.is_own(settled.sha256):
            logger.debug("saved: {}", settled.path)
            self._desk = replace(self._desk, saved=settled.path)
            self._modding.saved(settled.path, settled.sha256)
            self._intake.saved(settled)

    def _asked(self, asked: Asked) -> None:
        if asked.receipt is not None and not asked.receipt.exists():
            return  # heard twice
        if isinstance(asked.command, Ask):
            self._intake.chosen(asked)
            return
        self._carry_out(asked.command, asked.receipt)
        self._carried_out(asked.receipt)

    def _carried_out(self, receipt: Path | None) -> None:
        if receipt is not None:
            receipt.unlink(missing_ok=True)
            self._store.receipt_gone(receipt)

    def _carry_out(self, command: Command, receipt: Path | None) -> None:
        match command:
            case Submit():
                self._store.add(command.request, (receipt, receipt.name) if receipt else None)
            case CancelJob():
                self._cancel(command.job)
            case Undo() | Accept() | Keep() | Discard():
                self._results.judge(command)
            case SawNews():
                self._modding.news = None
            case Pause():
                self._desk = self._desk.pause(time.monotonic(), until_play_ends=command.until_play_ends)
                self._go_on_after_play()
            case Resume():
                self._desk = self._desk.resume()
            case OpenPage():
                self._edges.open_page(command)
            case Player():
                logger.debug("in the game: {}", command)
                now = time.monotonic()
                self._desk = self._desk.seen(now, playing=command.playing, editing=command.editing)
                if command.editing is not None:
                    self._wake_modding()
            case Quit():
                self._leaving = True

    def _go_on_after_play(self) -> None:
        """End a pause that lasts until the mapper stops playing, or look again when it may be over."""
        wait = self._desk.look_again(time.monotonic())
        if wait == 0:
            self._desk = self._desk.resume()
        elif wait is not None:
            self._mailbox.post_later(PlayOver(), wait)

    def _gpu_seen(self, seen: GpuSeen) -> None:
        """Modding goes on, or looks again when the graphics card may be free."""
        self._modding.gpu_seen(busy=seen.busy)
        if seen.busy:
            self._mailbox.post_later(GpuAgain(), GPU_AGAIN)

    def _cancel(self, number: int) -> None:
        job = self._store.job(number)
        if job is None or job.state.ended:
            self._edges.tell(words.cannot_cancel(number, str(job.state) if job else ""))
        elif job.state is State.QUEUED:
            self._end(job, State.CANCELLED, "Cancelled before it began.")
        elif self._lane.cancel(number):
            self._mailbox.post_later(Overdue(number), CANCEL_PATIENCE)

    # working

    def _recover(self) -> None:
        """Take up what a killed companion left: written, half written, or only begun."""
        self._results.recover()
        half_written = {each.job.id for each in self._results.writing}
        for job in self._store.jobs(State.RUNNING):
            if job.id in half_written:
                continue
            self._edges.write(Sweep(job.request.mapset))
            if job.attempts >= MOST_ATTEMPTS:
                self._end(job, State.FAILED, "The companion was ended each time it tried this.")
            else:
                self._store.move(job.id, State.QUEUED)

    def _start_jobs(self) -> None:
        for worker in self._lane.free:
            busy = {each.job.request.mapset for each in self._at_work()}
            job = next_job(self._store.jobs(State.QUEUED), busy)
            if job is not None:
                self._lane.start(job, worker)

    def _at_work(self) -> tuple[Running, ...]:
        """Jobs that an engine works on or that are being written."""
        return (*self._lane.running, *self._results.writing)

    def _worker_said(self, said: WorkerSaid) -> None:
        if said.worker == LANE:
            self._modding.said(said.message)
            return
        ended = self._lane.said(said.worker, said.message)
        if ended is not None:
            self._rest.begins(said.worker)
            self._ended(ended)

    def _worker_died(self, died: WorkerDied) -> None:
        if self._rest.left(died.worker):
            return
        if died.worker == LANE:
            self._modding.died(died.last_words)
        else:
            self._ended(self._lane.died(died.worker, died.last_words))

    def _send_home(self, idle: Idle) -> None:
        """A worker without work for a while may go; the next job starts another one."""
        if not self._rest.lasted(idle):
            return
        if self._modding.dismiss() if idle.worker == LANE else self._lane.dismiss(idle.worker):
            self._rest.sent_home(idle.worker)

    def _ended(self, ended: Made | Ended | None) -> None:
        match ended:
            case Made():
                self._take_outcome(ended)
            case Ended():
                self._end(ended.job, ended.state, ended.story)

    def _take_outcome(self, made: Made) -> None:
        running, report = made.running, made.outcome.report
        path = running.job.request.map
        if report is None or path is None or running.source is None:
            self._results.take(running, made.outcome)
        else:
            self._modding.reported(path, running.source, report, running.job)

    def _report_kept(self, answer: ReportKept) -> None:
        self._modding.kept(answer)
        job, kept = answer.order.job, answer.kept
        if job is not None and isinstance(kept, Exception):
            self._end(job, State.FAILED, f"The report could not be kept: {kept}.")
        elif job is not None:
            self._store.move(job.id, State.DONE, words.mod_story(answer.order.report))

    def _writer_answered(self, answer: Answer) -> None:
        if isinstance(answer, Published):
            self._failed_last = False
        self._ended(self._results.answered(answer))

    def _end(self, job: Job, state: State, story: str) -> None:
        ended = self._store.move(job.id, state, story)
        self._failed_last = state in (State.FAILED, State.CONFLICT)
        logger.info("job {} is {}: {}", ended.id, state, story)
        self._edges.tell(words.ended(ended))

    # showing

    def _live(self) -> Live:
        working = [
            Working(each.job.id, each.progress.stage, each.progress.done, each.progress.seconds_left)
            if each.progress is not None
            else Working(each.job.id, "Starting", 0.0, None)
            for each in self._at_work()
        ]
        return Live(tuple(working), self._desk.paused)

    def _tray_state(self) -> TrayState:
        recent = [(job, self._store.entries(job.id)) for job in self._store.unjudged(RECENT)]
        return tray_state(
            self._desk,
            [(each.job, each.progress) for each in self._at_work()],
            self._store.jobs(State.QUEUED),
            recent,
            news=self._modding.news,
            report=self._modding.last,
            failed=self._failed_last,
            undoable=self._store.last_undoable() is not None,
        )
