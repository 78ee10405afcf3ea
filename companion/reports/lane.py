"""Modding on save: a lane of its own beside the jobs, driven by the loop's thread.

A save waits until the engine process of this lane is free, and the graphics card where a model needs it; a
later save of the same difficulty makes a run stale, which is cancelled. Nothing here is durable but the
reports: a save that was missed is modded at the next one.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time
from pathlib import Path, PurePath
from typing import Literal

from loguru import logger

from companion.reports.delta import Delta, compare
from companion.reports.edit import Edit
from companion.reports.spots import told_once
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
    mod_run,
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
    path: Path
    content: bytes
    run: Run
    stale: bool = False


class ModLane:
    """The saves that wait to be modded and the one that is.

    Args:
        reports: where reports are kept.
        start_worker: starts the lane's engine process.
        tell: shows a notice.
        rules: the settings.
        look_at_gpu: finds out whether the graphics card is busy, which :meth:`gpu_seen` is told then; none:
            modding does not use it.
    """

    def __init__(
        self,
        reports: Reports,
        start_worker: Callable[[str], WorkerProcess],
        tell: Callable[[Notice], None],
        rules: ModRules,
        look_at_gpu: Callable[[], None] | None = None,
    ) -> None:
        self._reports = reports
        self._start_worker = start_worker
        self._tell = tell
        self._rules = rules
        self._look_at_gpu = look_at_gpu
        self._gpu: Literal["unseen", "asked", "free"] = "unseen"
        self._waiting: dict[Path, str] = {}
        self._running: _Running | None = None
        self._worker: WorkerProcess | None = None
        self._count = 0
        self.held = False
        """Nothing new is begun, for the mapper plays or has paused the companion."""
        self.news: tuple[Path, Delta] | None = None
        """The last change that was worth telling, until the mapper looks at it."""
        newest = reports.newest()
        self.last = newest[0].map if newest else None
        """The difficulty whose report came last."""

    @property
    def busy(self) -> bool:
        """A difficulty is being modded or waits to be."""
        return self._running is not None or bool(self._waiting)

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
            if self._running.run.map is not None and self._running.run.map.sha256 == sha256:
                return
            self._stop_stale(self._running)
        last = self._reports.latest(path)
        if last is None or last.sha256 != sha256:
            self._waiting[path] = sha256
        else:
            self._waiting.pop(path, None)  # saved back to what was modded already

    def advance(self) -> None:
        """Begin with the save that came last, if the lane is free."""
        while self._waiting and self._running is None and not self.held and self._may_use_gpu():
            path, _ = self._waiting.popitem()
            self._count += 1
            try:
                content = path.read_bytes()
                run = mod_run(path, content, f"mod-{self._count}", self._rules.engine, self._rules.model)
                if self._worker is None:
                    self._worker = self._start_worker(LANE)
            except OSError as error:
                logger.warning("{} cannot be modded now: {}", path, error)
                continue
            self._running = _Running(path, content, run)
            self._worker.send(run)
        if self._gpu == "free":
            self._gpu = "unseen"  # it is free now; whoever begins later looks again

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
        if running is None or getattr(message, "id", None) != running.run.id:
            return
        match message:
            case Need():
                self._hand_over(running, message.sha256)
            case Result():
                self._running = None
                if message.outcome.report is not None and not running.stale:
                    self.reported(running.path, running.content, message.outcome.report)
            case Failure():
                self._running = None
                if not message.cancelled:
                    logger.warning("{} could not be modded: {}", running.path.name, message.message)

    def died(self, last_words: str) -> None:
        """The lane's engine process has ended; the save it died of is not tried again."""
        self._worker = None
        if self._running is not None:
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

    def reported(self, path: Path, content: bytes, report: Report, *, asked: bool = False) -> None:
        """Keep a report and tell what is new; what was asked for is told in any case."""
        before = self._reports.latest(path, other_than=hashlib.sha256(content).hexdigest())
        self._reports.add(path, content, report)
        self.last = path
        ignoring = self._reports.ignoring(path)
        kept = ignoring.thin(report)
        if asked:
            self._tell(words.modded(path, kept))
            return
        if before is None:
            return  # the first look is where the counting begins
        delta = compare(ignoring.thin(before.report), kept).at_least(self._rules.tell)
        if delta:
            told = told_once(delta, Edit.between(before.content, content))
            self.news = (path, told)
            if not self._rules.quiet(path, datetime.now().astimezone().time()):
                self._tell(words.mod_news(path, told.new, told.fixed))

    def _stop_stale(self, running: _Running) -> None:
        running.stale = True
        if self._worker is not None:
            self._worker.send(Cancel(id=running.run.id))

    def _hand_over(self, running: _Running, sha256: str) -> None:
        run = running.run
        for file in (run.map, run.audio, *run.others):
            if file is not None and file.sha256 == sha256 and file.path is not None and self._worker:
                try:
                    content = running.content if file == run.map else Path(file.path).read_bytes()
                    self._worker.send(Blob(sha256=sha256, content=content))
                except OSError as error:
                    logger.warning("{} is gone: {}", file.name, error)
                    self._worker.send(Cancel(id=run.id))
