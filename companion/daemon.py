"""The composition root: builds every part, runs the loop, takes everything down again."""

from __future__ import annotations

import signal
import sys
import threading
from collections.abc import Callable
from functools import partial
from pathlib import Path
from types import FrameType

from companion.inbox import Inbox
from companion.jobs import Store
from companion.loop import Edges, Loop
from companion.mailbox import Mailbox
from companion.messages import Asked, Command, GpuSeen, Message, OpenPage, Quit
from companion.page import Live, Page
from companion.reading import Read, Reader
from companion.reports import ModLane, ModRules, Reports
from companion.running import Rules
from companion.system.editor import reload_editor
from companion.system.gpu import find_nvidia_smi, gpu_busy
from companion.system.lazer import find_mounts, is_mount
from companion.telling import Notice, TrayState
from companion.telling.menu import Places
from companion.telling.notifications import Notifications
from companion.telling.tray import Tray
from companion.watching import Watcher
from companion.workers import WorkerProcess, command_of
from companion.writing import Answer, Writer
from settings import Folders, Settings


class Daemon:
    """Everything that runs while the companion runs.

    Args:
        settings: the mapper's.
        folders: where the companion keeps its own things.
        songs: the Songs folder; none: only carry out what lies in the inbox.
        log: the log file.
        tray: show an icon.
    """

    def __init__(
        self, settings: Settings, folders: Folders, songs: Path | None, log: Path, *, tray: bool = True
    ) -> None:
        folders.data.mkdir(parents=True, exist_ok=True)
        self._mailbox: Mailbox[Message | Read | Answer] = Mailbox()
        self._store = Store.open(folders.job_list)
        self._reader = Reader(folders.job_list, folders.reports, self._mailbox.post)
        self._writer = Writer(folders.backups, folders.kept, self._mailbox.post)
        self._inbox = Inbox(folders.inbox, self._mailbox.post)
        self._notifications = Notifications() if settings.notifications else None
        self._watchers: list[Watcher] = []
        self._tray = self._page = None
        if songs is not None:
            quiet, rescan = settings.quiet_seconds, settings.rescan_minutes * 60
            self._watchers.append(Watcher(songs, self._mailbox.post, quiet, rescan))
            mounts = settings.lazer_mounts or find_mounts()
            if mounts is not None:
                self._watchers.append(Watcher(mounts, self._mailbox.post, quiet, rescan, is_mount))
            self._page = Page(self._mailbox.post, songs, folders)
            if tray:
                self._tray = Tray(self._ask, Places(songs, log, folders.settings_file, folders.data))
        edges = Edges(
            self._reader.order,
            self._writer.order,
            self._start_worker,
            self._tell,
            self._show,
            self._publish,
            self._open_page,
            reload_editor if settings.reload_editor else _leave_editor,
        )
        rules = Rules(
            workers=settings.workers,
            names=settings.names.model_dump(),
            tags=settings.tags,
            engine=settings.engine,
            model=settings.model,
            idle_seconds=settings.idle_minutes * 60,
            leave_when_idle=songs is None,
            fill_by_name=settings.fill_by_name,
        )
        self._reports = Reports.open(folders.reports)
        nvidia_smi = find_nvidia_smi() if settings.mod.model else None
        modding = ModLane(
            self._reports,
            self._reader.order,
            self._start_modder,
            self._tell,
            _mod_rules(settings),
            partial(self._look_at_gpu, nvidia_smi) if nvidia_smi is not None else None,
        )
        self._loop = Loop(self._mailbox, self._store, edges, rules, modding)

    def run(self) -> None:
        """Run until asked to quit."""
        self._on_signal(lambda: self._ask(Quit()))
        self._reader.start()
        self._writer.start()
        if self._notifications is not None:
            self._notifications.start()
        self._inbox.start()
        for watcher in self._watchers:
            watcher.start()
        if self._tray is not None:
            self._tray.start()
        try:
            self._loop.run()
        finally:
            self._stop()

    def _stop(self) -> None:
        if self._tray is not None:
            self._tray.stop()
        if self._page is not None:
            self._page.stop()
        for watcher in self._watchers:
            watcher.stop()
        self._inbox.stop()
        self._reader.stop()
        self._writer.stop()
        if self._notifications is not None:
            self._notifications.stop()
        self._store.close()
        self._reports.close()

    def _ask(self, command: Command) -> None:
        self._mailbox.post(Asked(command))

    def _start_worker(self, name: str) -> WorkerProcess:
        return WorkerProcess(name, command_of(name), self._mailbox.post)

    def _start_modder(self, name: str) -> WorkerProcess:
        return WorkerProcess(name, command_of("local"), self._mailbox.post)

    def _look_at_gpu(self, nvidia_smi: str) -> None:
        def look() -> None:
            self._mailbox.post(GpuSeen(gpu_busy(nvidia_smi)))

        threading.Thread(target=look, name="gpu", daemon=True).start()

    def _tell(self, notice: Notice) -> None:
        if self._notifications is not None:
            self._notifications.tell(notice)

    def _show(self, state: TrayState) -> None:
        if self._tray is not None:
            self._tray.show(state)

    def _publish(self, live: Live) -> None:
        if self._page is not None:
            self._page.publish(live)

    def _open_page(self, wanted: OpenPage) -> None:
        if self._page is not None:
            self._page.open(wanted)

    @staticmethod
    def _on_signal(leave: Callable[[], None]) -> None:
        def handle(_number: int, _frame: FrameType | None) -> None:
            leave()

        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, handle)
        if sys.platform == "win32":
            signal.signal(signal.SIGBREAK, handle)


def _mod_rules(settings: Settings) -> ModRules:
    quiet_from, quiet_to = settings.mod.quiet_hours
    return ModRules(
        on_save=settings.mod.on_save,
        tell=settings.mod.tell,
        quiet_from=quiet_from,
        quiet_to=quiet_to,
        silent=settings.mod.silent,
        engine="model" if settings.mod.model else "builtin",
        model=settings.mod.model,
    )


def _leave_editor(_path: Path, _saved: float) -> bool:
    """The editor is the mapper's own: they press Ctrl+L themselves."""
    return False
