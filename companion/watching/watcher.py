"""Watches the Songs folder: an edge with its own thread that posts every file that settled."""

from __future__ import annotations

import hashlib
import os
import queue
import threading
import time
from collections.abc import Callable
from pathlib import Path

from loguru import logger
from watchdog.events import (
    DirCreatedEvent,
    DirDeletedEvent,
    DirMovedEvent,
    FileClosedEvent,
    FileCreatedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    FileSystemEvent,
    FileSystemEventHandler,
)
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver, ObservedWatch

from companion.messages import Settled, Stirring, Trouble
from companion.requests import REQUEST_SUFFIX, is_text
from companion.watching.scan import mapsets, scan_mapset, stamp_of, watched
from companion.watching.settle import Settling, Stamp
from engine.osu.sections import readable

EVENTS: list[type[FileSystemEvent]] = [
    FileCreatedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    FileDeletedEvent,
    FileClosedEvent,
    DirCreatedEvent,
    DirMovedEvent,
    DirDeletedEvent,
]
"""Without this filter the observer's own looking floods its queue on large trees."""

POLL_WITHOUT_EVENTS = 10.0
"""Seconds between looks where the system has no watches left."""


class _Handler(FileSystemEventHandler):
    """Every event means: something at this path may have changed."""

    def __init__(self, touch: Callable[[Path, bool], None]) -> None:
        self._touch = touch

    def on_any_event(self, event: FileSystemEvent) -> None:
        for path in (event.src_path, event.dest_path):
            if path:
                self._touch(Path(os.fsdecode(path)), event.is_directory)


class Watcher:
    """Posts :class:`Settled` for every difficulty that changed and every request that lies there.

    While the first difficulty of them is still being written it posts :class:`Stirring`.

    Difficulties that lie there at the start are known, not news; requests always are. Where only few folders
    are mapsets, they came to be worked on, and everything in them is news.

    Args:
        songs: the Songs folder, or another one that holds mapsets.
        post: takes the messages.
        quiet: seconds a file must lie still.
        rescan: seconds between looks through the whole folder.
        is_mapset: which of its folders are mapsets; open: all of them. Where only few are, the others are not
            watched.
    """

    def __init__(
        self,
        songs: Path,
        post: Callable[[Stirring | Settled | Trouble], None],
        quiet: float,
        rescan: float,
        is_mapset: Callable[[Path], bool] | None = None,
    ) -> None:
        self._songs = songs
        self._is_mapset = is_mapset or (lambda _: True)
        self._few = is_mapset is not None
        self._watches: dict[Path, ObservedWatch] = {}
        self._post = post
        self._rescan = rescan
        self._settling = Settling(quiet)
        self._known: dict[str, Stamp] = {}
        self._touched: queue.SimpleQueue[tuple[Path, bool] | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._work, name="watcher")
        self._handler = _Handler(lambda path, folder: self._touched.put((path, folder)))
        self._observer: BaseObserver | None = None
        self._gone_said = False

    def start(self) -> None:
        """Begin: first the watch, then the look, so that nothing falls between."""
        observer = Observer()
        try:
            observer.schedule(self._handler, str(self._songs), recursive=not self._few, event_filter=EVENTS)
            observer.start()
            self._observer = observer
        except OSError as error:
            self._rescan = min(self._rescan, POLL_WITHOUT_EVENTS)
            logger.warning("no watch on {}: {}", self._songs, error)
            body = f"The system has no watches left, so I look every {self._rescan:.0f} s."
            self._post(Trouble("Watching the Songs folder is slow here", body))
        self._thread.start()

    def stop(self) -> None:
        """End."""
        if self._observer is not None:
            self._observer.stop()
            self._observer.join()
        self._touched.put(None)
        self._thread.join()

    def _work(self) -> None:
        self._look_through(first=not self._few)
        next_scan = time.monotonic() + self._rescan
        while True:
            wait = min(self._settling.next_look(), next_scan) - time.monotonic()
            try:
                touched = self._touched.get(timeout=max(0.0, wait))
            except queue.Empty:
                if time.monotonic() >= next_scan:
                    self._look_through(first=False)
                    next_scan = time.monotonic() + self._rescan
            else:
                if touched is None:
                    return
                self._handle(*touched)
            self._look_again()

    def _handle(self, path: Path, folder: bool) -> None:
        if folder:
            if path == self._songs:
                self._look_through(first=False)
            elif path.parent == self._songs and self._is_mapset(path):
                self._unwatch(path)  # it may be another folder by now, of the same name
                self._watch(path)
                self._look_into(path)
        elif watched(path.name) and path.parent.parent == self._songs:
            self._touch(path)

    def _watch(self, mapset: Path) -> None:
        """Watch a mapset of its own, where not everything is watched; watch no more when it is gone."""
        if not self._few or self._observer is None:
            return
        if mapset.is_dir() and mapset not in self._watches:
            try:
                watch = self._observer.schedule(self._handler, str(mapset), event_filter=EVENTS)
            except OSError as error:
                logger.debug(
                    "no watch on {}: {}", mapset, error
                )  # it is gone again, or looked at now and then
            else:
                self._watches[mapset] = watch
        elif not mapset.is_dir():
            self._unwatch(mapset)

    def _unwatch(self, mapset: Path) -> None:
        watch = self._watches.pop(mapset, None)
        if watch is not None and self._observer is not None:
            self._observer.unschedule(watch)

    def _touch(self, path: Path) -> None:
        stamp = stamp_of(path)
        if stamp is None:
            self._known.pop(str(path), None)
        if stamp is None or self._known.get(str(path)) != stamp:
            self._await(path, stamp)

    def _await(self, path: Path, stamp: Stamp | None) -> None:
        if stamp is not None and path.suffix == ".osu" and not self._settling.waits_for(".osu"):
            self._post(Stirring())
        self._settling.touch(path, stamp, time.monotonic())

    def _look_again(self) -> None:
        now = time.monotonic()
        for path in self._settling.due(now):
            stamp = stamp_of(path)
            if self._settling.look(path, stamp, now) and stamp is not None:
                self._settled(path, stamp, now)

    def _settled(self, path: Path, stamp: Stamp, now: float) -> None:
        try:
            sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
        except FileNotFoundError:
            return
        except OSError as error:
            logger.debug("{} cannot be read yet: {}", path, error)
            self._settling.touch(path, stamp, now)
            return
        self._known[str(path)] = stamp
        if is_text(path):
            self._post(Settled(path, sha256))
        elif path.name.endswith(REQUEST_SUFFIX):
            why = f"{readable(str(path))}: rename the folder or file, and ask again."
            self._post(Trouble("A name cannot be read as text", why))

    def _look_through(self, *, first: bool) -> None:
        """The whole folder: at the start, and against events that got lost."""
        try:
            found = [each for each in mapsets(self._songs) if self._is_mapset(each)]
        except OSError:
            if not self._gone_said:
                self._gone_said = True
                body = f"{self._songs} cannot be read. I go on as soon as it is back."
                self._post(Trouble("The Songs folder is gone", body))
            return
        self._gone_said = False
        there: set[str] = set()
        for mapset in (*found, *self._watches):
            self._watch(mapset)
        for mapset in found:
            for name, stamp in scan_mapset(mapset):
                path = mapset / name
                there.add(str(path))
                if first and not name.endswith(REQUEST_SUFFIX):
                    self._known[str(path)] = stamp
                elif self._known.get(str(path)) != stamp:
                    self._await(path, stamp)
        for path_text in self._known.keys() - there:
            del self._known[path_text]

    def _look_into(self, mapset: Path) -> None:
        """A folder appeared or was renamed: events of what it already held can be missing."""
        for name, stamp in scan_mapset(mapset):
            if self._known.get(str(mapset / name)) != stamp:
                self._await(mapset / name, stamp)
