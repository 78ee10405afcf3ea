"""Modding on save: a lane of its own beside the jobs, driven by the loop's thread.

A save waits until the engine process of this lane is free, and the graphics card where a model needs it; a
later save of the same difficulty makes a run stale, which is cancelled. The reader reads a save and keeps its
report: both may be large. Nothing here is durable but the
reports: a save that was missed is modded at the next one.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time
from pathlib import Path, PurePath
from typing import Literal

from loguru import logger

from companion.jobs import Job
from companion.reports.delta import Delta
from companion.reports.orders import KeepReport, ReadSave, ReportKept, Save, SaveRead
from companion.reports.store import Reports
from companion.telling import Notice, words
from companion.workers import WorkerProcess
from engine.protocol import (
    Blob,
    Cancel,
    EngineChoice,
    Failure,
    FromWorker,
    Need,
    Report,
    Result,
    Run,
    Severity,
)

LANE = "modding"
"""Name of the lane's engine process."""


@dataclass(frozen=True)
class ModRules:
    """The settings modding lives by.

    Attributes:
        on_save: mod every save.
        tell: the least grave suggestions that are worth a notification.
        quiet_from: from this time of day nothing is told ...
        quiet_to: ... to this one; equal: always told.
        silent: patterns of mapset folders that are never told about.
        engine: who judges beside the rules.
        model: the checkpoint, if one does.
    """

    on_save: bool = True
    tell: Severity = "warning"
    quiet_from: time = time()
    quiet_to: time = time()
    silent: tuple[str, ...] = ()
    engine: EngineChoice = "builtin"
    model: str | None = None

    def quiet(self, map_path: Path, now: time) -> bool:
        """Whether nothing is to be told of this difficulty at this time of day."""
        if any(PurePath(map_path.parent.name).match(pattern) for pattern in self.silent):
            return True
        if self.quiet_from <= self.quiet_to:
            return self.quiet_from <= now < self.quiet_to
        return now >= self.quiet_from or now < self.quiet_to


@dataclass
class _Running:
    """A save that is modded. `save` is none until it is read."""

    path: Path
    number: str
    save: Save | None = None
    stale: bool = False

    @property
    def run(self) -> Run | None:
        return self.save.run if self.save is not None else None


class ModLane:
    """The saves that wait to be modded and the one that is.

    Args:
        reports: the reports there are.
        read: has saves read and reports kept.
        start_worker: starts the lane's engine process.
        tell: shows a notice.
        rules: the settings.
        look_at_gpu: finds out whether the graphics card is busy, which :meth:`gpu_seen` is told then; none:
            modding does not use it.
    """

    def __init__(
        self,
        reports: Reports,
        read: Callable[[ReadSave | KeepReport], None],
        start_worker: Callable[[str], WorkerProcess],
        tell: Callable[[Notice], None],
        rules: ModRules,
        look_at_gpu: Callable[[], None] | None = None,
    ) -> None:
        self._reports = reports
        self._read = read
        self._start_worker = start_worker
        self._tell = tell
        self._rules = rules
        self._look_at_gpu = look_at_gpu
        self._gpu: Literal["unseen", "asked", "free"] = "unseen"
        self._waiting: dict[Path, str] = {}
        self._running: _Running | None = None
        self._worker: WorkerProcess | None = None
        self._count = 0
        self._keeping = 0
        self.held = False
        """Nothing new is begun, for the mapper plays or has paused the companion."""
        self.news: tuple[Path, Delta] | None = None
        """The last change that was worth telling, until the mapper looks at it."""
        self.last = reports.newest_map()
        """The difficulty whose report came last."""

    @property
    def busy(self) -> bool:
        """A difficulty is being modded or waits to be."""
        return self._running is not None or bool(self._waiting)

    @property
    def keeping(self) -> bool:
        """The report of a job is being kept."""
        return self._keeping > 0

    def wake(self) -> bool:
        """Start the engine process ahead of a save; whether it was started."""
        if not self._rules.on_save or self.held or self._worker is not None:
            return False
        try:
            self._worker = self._start_worker(LANE)
        except OSError as error:
            logger.warning("no engine process yet: {}", error)  # the save tries again
        return self._worker is not None

    def saved(self, path: Path, sha256: str) -> None:
        """A difficulty was saved."""
        if not self._rules.on_save:
            return
        if self._running is not None and self._running.path == path:
            run = self._running.run
            if run is not None and run.map is not None and run.map.sha256 == sha256:
                return
            self._stop_stale(self._running)
        if self._reports.latest_sha256(path) != sha256:
            self._waiting[path] = sha256
        else:
            self._waiting.pop(path, None)  # saved back to what was modded already

    def advance(self) -> None:
        """Begin with the save that came last, if the lane is free."""
        if self._waiting and self._running is None and not self.held and self._may_use_gpu():
            path, _ = self._waiting.popitem()
            self._count += 1
            self._running = _Running(path, f"mod-{self._count}")
            self._read(ReadSave(path, self._running.number, self._rules.engine, self._rules.model))
        if self._gpu == "free":
            self._gpu = "unseen"  # it is free now; whoever begins later looks again

    def save_read(self, answer: SaveRead) -> None:
        """The save that is to be modded was read, or cannot be."""
        running = self._running
        if running is None or running.number != answer.number:
            return
        self._running = None
        if isinstance(answer.save, Exception):
            logger.warning("{} cannot be modded now: {}", running.path, answer.save)
        elif not running.stale:
            try:
                self._worker = self._worker or self._start_worker(LANE)
            except OSError as error:
                logger.warning("{} cannot be modded now: {}", running.path, error)
                return
            running.save = answer.save
            self._running = running
            self._worker.send(answer.save.run)

    def gpu_seen(self, *, busy: bool) -> None:
        """The graphics card was looked at; while it is busy nothing is begun until :meth:`look_again`."""
        if not busy:
            self._gpu = "free"

    def look_again(self) -> None:
        """The graphics card was busy a while ago."""
        self._gpu = "unseen"

    def _may_use_gpu(self) -> bool:
        """Whether the graphics card is free, or not needed; where nobody has looked yet, it is asked."""
        if self._look_at_gpu is None:
            return True
        if self._gpu == "unseen":
            self._gpu = "asked"
            self._look_at_gpu()
        return self._gpu == "free"

    def said(self, message: FromWorker) -> None:
        """The lane's engine process said something."""
        running = self._running
        if running is None or running.save is None or getattr(message, "id", None) != running.number:
            return
        match message:
            case Need():
                self._hand_over(running.save, message.sha256)
            case Result():
                self._running = None
                if message.outcome.report is not None and not running.stale:
                    self.reported(running.path, running.save.content, message.outcome.report)
            case Failure():
                self._running = None
                if not message.cancelled:
                    logger.warning("{} could not be modded: {}", running.path.name, message.message)

    def died(self, last_words: str) -> None:
        """The lane's engine process has ended; the save it died of is not tried again."""
        self._worker = None
        if self._running is not None and self._running.save is not None:
            logger.error("modding {} broke down: {}", self._running.path.name, last_words)
            self._running = None

    def dismiss(self) -> bool:
        """Send the engine process home while there is nothing to do; whether there was one to go."""
        if self._worker is None or self._running is not None:
            return False
        self._worker.dismiss()
        self._worker = None
        return True

    def kill(self) -> None:
        """End the engine process now."""
        if self._worker is not None:
            self._worker.kill()

    def reported(self, path: Path, content: bytes, report: Report, job: Job | None = None) -> None:
        """Have a report kept, of a save or for a job."""
        self._keeping += job is not None
        self._read(KeepReport(path, content, report, self._rules.tell, job))

    def kept(self, answer: ReportKept) -> None:
        """A report is kept: tell what is new; what was asked for is told in any case."""
        path, job = answer.order.path, answer.order.job
        self._keeping -= job is not None
        if isinstance(answer.kept, Exception):
            logger.error("the report on {} could not be kept: {}", path, answer.kept)
            return
        self.last = path
        report, news = answer.kept.report, answer.kept.news
        if job is not None:
            self._tell(words.modded(path, report))
        elif news:
            self.news = (path, news)
            if not self._rules.quiet(path, datetime.now().astimezone().time()):
                self._tell(words.mod_news(path, news.new, news.fixed))

    def _stop_stale(self, running: _Running) -> None:
        running.stale = True
        if self._worker is not None and running.save is not None:
            self._worker.send(Cancel(id=running.number))

    def _hand_over(self, save: Save, sha256: str) -> None:
        run = save.run
        for file in (run.map, run.audio, *run.others):
            if file is not None and file.sha256 == sha256 and file.path is not None and self._worker:
                try:
                    content = save.content if file == run.map else Path(file.path).read_bytes()
                    self._worker.send(Blob(sha256=sha256, content=content))
                except OSError as error:
                    logger.warning("{} is gone: {}", file.name, error)
                    self._worker.send(Cancel(id=run.id))
