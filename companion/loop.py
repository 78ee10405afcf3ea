"""The heart: one thread owns all state, takes one message at a time, and orders the edges about."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from loguru import logger

from companion.choosing import Choosing
from companion.desk import Desk
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
    Submit,
    Trouble,
    Undo,
    WorkerDied,
    WorkerSaid,
)
from companion.page.live import Live, Working
from companion.reports import ModLane
from companion.reports.lane import LANE
from companion.requests import REQUEST_SUFFIX, RequestError, asked_by, read_request, reply_to
from companion.running import Rules, Running, begin
from companion.saves import take_up
from companion.telling import Notice, TrayState, words
from companion.telling.tray_state import RECENT, tray_state
from companion.workers import WorkerProcess
from companion.writing import (
    Answer,
    Conflicted,
    NotWritten,
    Offered,
    Order,
    Prepare,
    Prepared,
    Publish,
    Published,
    RemoveRequest,
    RequestGone,
    ReturnRequest,
    Sweep,
    TakeBack,
    TakenBack,
)
from engine.osu import DecodeError
from engine.protocol import Blob, Cancel, Failure, FromWorker, Need, Outcome, Progress, Result

MOST_ATTEMPTS = 3
"""A job that was running three times when the power went is the likely reason that it went."""

READ_AGAIN = 2.0
"""Seconds until a request that another program holds is read again."""

GPU_AGAIN = 5.0
"""Seconds until a busy graphics card is looked at again."""

CANCEL_PATIENCE = 5.0
"""Seconds a worker gets to stop by itself before it is killed."""


@dataclass(frozen=True)
class Edges:
    """Everything the loop can order about; none of it ever blocks the loop."""

    write: Callable[[Order], None]
    start_worker: Callable[[str], WorkerProcess]
    tell: Callable[[Notice], None]
    show: Callable[[TrayState], None]
    publish: Callable[[Live], None]
    open_page: Callable[[bool], None]


class Loop:
    """All state of the daemon."""

    def __init__(
        self,
        mailbox: Mailbox[Message | Answer],
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
        self._choosing = Choosing(store, edges.write, edges.tell, rules.tags)
        self._workers: dict[str, WorkerProcess] = {}
        self._rested: dict[str, float] = {}
        self._sent_home: list[str] = []
        self._running: dict[str, Running] = {}
        self._writing: dict[int, Running] = {}
        self._undoing: set[int] = set()
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
        for worker in self._workers.values():
            worker.kill()  # what it was doing is RUNNING in the store and begins anew at the next start
        self._modding.kill()

    # messages

    def _handle(self, message: Message | Answer) -> None:
        match message:
            case Settled():
                self._settled(message)
            case Asked():
                self._asked(message)
            case Trouble():
                self._edges.tell(Notice(message.title, message.body))
            case WorkerSaid():
                self._worker_said(message.worker, message.message)
            case WorkerDied():
                self._worker_died(message)
            case Overdue():
                self._kill_overdue(message.job)
            case Idle():
                self._send_home(message)
            case PlayOver():
                self._go_on_after_play()
            case GpuSeen():
                self._gpu_seen(message)
            case GpuAgain():
                self._modding.look_again()
            case _:
                self._writer_answered(message)

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
            self._rested[LANE] = time.monotonic()
            self._mailbox.post_later(Idle(LANE, self._rested[LANE]), self._rules.idle_seconds)

    def _busy(self) -> bool:
        at_work = self._running or self._writing or self._undoing
        return bool(at_work or self._store.jobs(State.QUEUED, limit=1))

    # asking

    def _settled(self, settled: Settled) -> None:
        if settled.path.name.endswith(REQUEST_SUFFIX):
            self._request_dropped(settled.path, settled.sha256)
        elif not self._store.is_own(settled.sha256):
            self._saved(settled)

    def _request_dropped(self, path: Path, sha256: str) -> None:
        try:
            request = read_request(path, self._store.is_own)
        except OSError as error:
            self._read_later(Settled(path, sha256), error)
            return
        except RequestError as error:
            reply, content = reply_to(path, error)
            self._edges.write(ReturnRequest(path, sha256, reply, content))
            self._edges.tell(words.request_refused(path.name, str(error), path.parent))
            return
        job, replaced = self._store.add(request, (path, sha256))
        logger.info("job {}: {} for {} (instead of {})", job.id, request.task, request.mapset.name, replaced)
        self._edges.write(RemoveRequest(path, sha256))

    def _saved(self, settled: Settled) -> None:
        """The mapper saved a difficulty; new markers in it start jobs."""
        logger.debug("saved: {}", settled.path)
        self._desk = replace(self._desk, saved=settled.path)
        self._modding.saved(settled.path, settled.sha256)
        try:
            faults = take_up(settled.path, self._store, fill_by_name=self._rules.fill_by_name)
        except OSError as error:
            self._read_later(settled, error)
            return
        for fault in faults:
            self._edges.tell(words.marker_refused(settled.path, str(fault)))

    def _read_later(self, settled: Settled, error: OSError) -> None:
        """A file is locked, or one beside it vanished at this moment; one that was taken back is gone."""
        if settled.path.exists():
            logger.warning("{} cannot be read yet: {}", settled.path, error)
            self._mailbox.post_later(settled, READ_AGAIN)

    def _asked(self, asked: Asked) -> None:
        if asked.receipt is not None and not asked.receipt.exists():
            return  # heard twice
        self._carry_out(asked.command, asked.receipt)
        if asked.receipt is not None:
            asked.receipt.unlink(missing_ok=True)
            self._store.receipt_gone(asked.receipt)

    def _carry_out(self, command: Command, receipt: Path | None) -> None:
        match command:
            case Submit():
                self._store.add(command.request, (receipt, receipt.name) if receipt else None)
            case Ask():
                self._ask(command)
            case CancelJob():
                self._cancel(command.job)
            case Undo() | Accept() | Keep() | Discard():
                self._judge(command)
            case SawNews():
                self._modding.news = None
            case Pause():
                self._desk = self._desk.pause(time.monotonic(), until_play_ends=command.until_play_ends)
                self._go_on_after_play()
            case Resume():
                self._desk = self._desk.resume()
            case OpenPage():
                self._edges.open_page(command.browser)
            case Player():
                logger.debug("in the game: {}", command)
                now = time.monotonic()
                self._desk = self._desk.seen(now, playing=command.playing, editing=command.editing)
            case Quit():
                self._leaving = True

    def _judge(self, command: Undo | Accept | Keep | Discard) -> None:
        """What the mapper thinks of a result."""
        match command:
            case Undo():
                self._undo(command.job)
            case Accept():
                self._store.accept(command.job)
            case Keep() | Discard() if command.job in self._writing:
                logger.info("job {} is being written; {} comes too late", command.job, command.type)
            case Keep():
                job = self._choosing.keep(command)
                if job is not None:
                    self._writing[job.id] = Running(job)
            case Discard():
                self._choosing.discard(command.job)

    def _ask(self, asked: Ask) -> None:
        try:
            request = asked_by(asked.marker, asked.map, self._store.is_own)
        except (RequestError, DecodeError, OSError) as error:
            self._edges.tell(words.cannot_ask(asked.map, str(error)))
        else:
            self._store.add(request)

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
        for name, running in self._running.items():
            if running.job.id == number:
                running.cancelled = True
                self._workers[name].send(Cancel(id=str(number)))
                self._mailbox.post_later(Overdue(number), CANCEL_PATIENCE)

    def _kill_overdue(self, number: int) -> None:
        for name, running in self._running.items():
            if running.job.id == number:
                self._workers[name].kill()

    def _undo(self, number: int | None) -> None:
        number = number if number is not None else self._store.last_undoable()
        entries = self._store.undoable(number) if number is not None else []
        if number is None or not entries:
            self._edges.tell(words.nothing_to_undo(number))
            return
        self._undoing.add(number)
        self._edges.write(TakeBack(number, tuple(reversed(entries))))

    # working

    def _recover(self) -> None:
        """Take up what a killed companion left: written, half written, or only begun."""
        for job in self._store.half_written():
            self._writing[job.id] = Running(job)
            self._edges.write(Publish(job.id, tuple(self._store.prepared(job.id))))
        for job in self._store.undecided():
            if job.id not in self._writing:  # one may just have been about to be kept
                self._edges.write(Sweep(job.request.mapset))
        for job in self._store.jobs(State.RUNNING):
            if job.id in self._writing:
                continue
            self._edges.write(Sweep(job.request.mapset))
            if job.attempts >= MOST_ATTEMPTS:
                self._end(job, State.FAILED, "The companion was ended each time it tried this.")
            else:
                self._store.move(job.id, State.QUEUED)

    def _start_jobs(self) -> None:
        for name in self._rules.workers:
            if name in self._running:
                continue
            busy = {each.job.request.mapset for each in (*self._running.values(), *self._writing.values())}
            job = next_job(self._store.jobs(State.QUEUED), busy)
            if job is not None:
                self._start(job, name)

    def _start(self, job: Job, worker: str) -> None:
        try:
            running = begin(job, self._rules)
            if worker not in self._workers:
                self._workers[worker] = self._edges.start_worker(worker)
        except OSError as error:
            self._end(job, State.FAILED, f"{error.filename or worker} cannot be read: {error.strerror}.")
            return
        running.job = self._store.move(job.id, State.RUNNING)
        self._running[worker] = running
        if running.run is not None:
            self._workers[worker].send(running.run)

    def _worker_said(self, worker: str, message: FromWorker) -> None:
        if worker == LANE:
            self._modding.said(message)
            return
        running = self._running.get(worker)
        if running is None or getattr(message, "id", None) != str(running.job.id):
            return
        match message:
            case Progress():
                running.progress = message
            case Need():
                self._workers[worker].send(
                    Blob(sha256=message.sha256, content=running.content(message.sha256))
                )
            case Result():
                self._rest(worker)
                self._take_outcome(running, message.outcome)
            case Failure():
                self._rest(worker)
                state = State.CANCELLED if message.cancelled else State.FAILED
                self._end(running.job, state, f"{message.message} {message.hint}".strip())

    def _take_outcome(self, running: Running, outcome: Outcome) -> None:
        job, path = running.job, running.job.request.map
        if outcome.report is not None and path is not None and running.source is not None:
            self._modding.reported(path, running.source, outcome.report, asked=True)
            self._store.move(job.id, State.DONE, words.mod_story(outcome.report))
            return
        self._writing[job.id] = running
        if not self._choosing.set_aside(job, outcome, running.source_sha256):
            self._edges.write(Prepare(job, outcome, running.source_sha256, self._rules.tags))

    def _worker_died(self, message: WorkerDied) -> None:
        if message.worker in self._sent_home:
            self._sent_home.remove(message.worker)
            return
        if message.worker == LANE:
            self._modding.died(message.last_words)
            return
        self._workers.pop(message.worker, None)
        running = self._running.pop(message.worker, None)
        if running is None:
            return
        if running.cancelled:
            self._end(running.job, State.CANCELLED, "Cancelled.")
        else:
            logger.error("{} died in job {}: {}", message.worker, running.job.id, message.last_words)
            last = message.last_words.splitlines()[-1]
            self._end(running.job, State.FAILED, f"The engine broke down: {last}")

    def _send_home(self, idle: Idle) -> None:
        """A worker without work for a while may go; the next job starts another one."""
        if idle.worker == LANE:
            if self._rested.get(LANE) == idle.since and self._modding.dismiss():
                self._sent_home.append(LANE)
            return
        resting = idle.worker in self._workers and idle.worker not in self._running
        if resting and self._rested.get(idle.worker) == idle.since:
            self._workers.pop(idle.worker).dismiss()
            self._sent_home.append(idle.worker)

    def _rest(self, worker: str) -> None:
        """A worker is free; after a while without work it is sent home."""
        del self._running[worker]
        self._rested[worker] = time.monotonic()
        self._mailbox.post_later(Idle(worker, self._rested[worker]), self._rules.idle_seconds)

    # writing

    def _writer_answered(self, answer: Answer) -> None:
        match answer:
            case Prepared():
                self._store.prepare(answer.entries)
                self._writing[answer.job].notes = answer.notes
                self._edges.write(Publish(answer.job, answer.entries))
            case Offered():
                del self._writing[answer.candidates[0].job]
                self._choosing.offer(answer)
            case Published():
                notes = self._writing.pop(answer.job).notes
                self._choosing.forget(answer.job)
                job = self._store.written(answer.job, "\n".join(notes))
                self._failed_last = False
                self._edges.tell(words.done(job, self._store.entries(job.id)))
                if not self._store.wrote_before(job.id):
                    self._edges.tell(words.disclosure(job.request.mapset))
            case Conflicted():
                self._not_written(answer.job, State.CONFLICT, words.conflict_story(answer.kept))
            case NotWritten():
                story = words.not_written_story(answer.reason, answer.hint, answer.kept)
                self._not_written(answer.job, State.FAILED, story)
            case TakenBack():
                self._undoing.discard(answer.job)
                if not answer.refused:
                    self._store.undone(answer.job)
                self._edges.tell(words.undone(answer.names, answer.refused))
            case RequestGone():
                self._store.receipt_gone(answer.path)

    def _not_written(self, number: int, state: State, story: str) -> None:
        job = self._writing.pop(number).job
        self._store.withdraw(number)
        if job.state.ended:  # a candidate that was to be kept; it still can be
            self._edges.tell(words.not_kept(job, story))
        else:
            self._end(job, state, story)

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
            for each in (*self._running.values(), *self._writing.values())
        ]
        return Live(tuple(working), self._desk.paused)

    def _tray_state(self) -> TrayState:
        at_work = [*self._running.values(), *self._writing.values()]
        recent = [(job, self._store.entries(job.id)) for job in self._store.unjudged(RECENT)]
        return tray_state(
            self._desk,
            [(each.job, each.progress) for each in at_work],
            self._store.jobs(State.QUEUED),
            recent,
            news=self._modding.news,
            report=self._modding.last,
            failed=self._failed_last,
            undoable=self._store.last_undoable() is not None,
        )
