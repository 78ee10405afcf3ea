"""What is asked, on its way into the job list: dropped as a file, marked in a difficulty, chosen in the tray.

It is read elsewhere, for difficulties may be large; what was understood comes back and is stored here.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from loguru import logger

from companion.jobs import Store
from companion.messages import Ask, Asked, Settled
from companion.reading import AskRead, MarkersRead, ReadAsk, ReadMarkers, ReadRequest, RequestRead
from companion.requests import Marker, Request, RequestError, marker_home, reply_to, stood_before, unreadable
from companion.telling import Notice, words
from companion.writing import Order, RemoveRequest, ReturnRequest
from engine.osu import DecodeError

READ_AGAIN = 2.0
"""Seconds until a file that another program holds is read again."""

MOST_READS = 10
"""After so many reads it is said that it cannot be read."""


class Intake:
    """Driven by the loop's thread.

    Args:
        store: the job list.
        read: has files read.
        write: orders the writer about.
        tell: tells the mapper.
        post_later: has a message said to the loop after so many seconds.
        fill_by_name: an empty difficulty asks by its name, too.
    """

    def __init__(
        self,
        store: Store,
        read: Callable[[ReadRequest | ReadMarkers | ReadAsk], None],
        write: Callable[[Order], None],
        tell: Callable[[Notice], None],
        post_later: Callable[[Settled, float], None],
        *,
        fill_by_name: bool,
    ) -> None:
        self._store = store
        self._read = read
        self._write = write
        self._tell = tell
        self._post_later = post_later
        self._fill_by_name = fill_by_name
        self._asking = 0

    @property
    def busy(self) -> bool:
        """Something that was chosen is being read."""
        return self._asking > 0

    # request files

    def dropped(self, settled: Settled) -> None:
        """A request file lies in a mapset."""
        self._read(ReadRequest(settled))

    def request_read(self, answer: RequestRead) -> None:
        """A request file was understood, or not."""
        settled, request = answer.settled, answer.request
        path, sha256 = settled.path, settled.sha256
        match request:
            case Request():
                job, replaced = self._store.add(request, (path, sha256))
                logger.info(
                    "job {}: {} for {} (instead of {})", job.id, request.task, request.mapset.name, replaced
                )
                self._write(RemoveRequest(path, sha256))
            case RequestError():
                self._refuse(settled, request)
            case OSError():
                if not self._read_later(settled, request) and path.exists():
                    self._refuse(settled, RequestError(f"{unreadable(request)} Ask again when it can."))
            case _:
                raise request

    def _refuse(self, settled: Settled, error: RequestError) -> None:
        path = settled.path
        try:
            reply, content = reply_to(path, error)
        except OSError:
            return  # it was taken back
        self._write(ReturnRequest(path, settled.sha256, reply, content))
        self._tell(words.request_refused(path.name, str(error), path.parent))

    def _read_later(self, settled: Settled, error: OSError) -> bool:
        """Whether it is worth it: a file is locked, or one beside it vanished; not if it was taken back."""
        if not settled.path.exists():
            return False
        logger.warning("{} cannot be read: {}", settled.path, error)
        if settled.reads < MOST_READS:
            self._post_later(replace(settled, reads=settled.reads + 1), READ_AGAIN)
        return settled.reads < MOST_READS

    # markers

    def saved(self, settled: Settled) -> None:
        """The mapper saved a difficulty; new markers in it start jobs."""
        self._read(ReadMarkers(settled, self._fill_by_name))

    def markers_read(self, answer: MarkersRead) -> None:
        """The markers of a saved difficulty were read."""
        path, markers = answer.settled.path, answer.markers
        match markers:
            case list():
                self._take_up(path, markers)
            case OSError():
                self._read_later(answer.settled, markers)
            case DecodeError():
                logger.info("{} is not looked into for markers: {}", path, markers)
            case _:
                raise markers

    def _take_up(self, path: Path, markers: list[Marker]) -> None:
        """Store what the new ones ask for, and say why some are not understood; the others are known."""
        standing = self._store.markers(marker_home(path))
        before, now = stood_before(path, standing), {each.identity for each in markers}
        new = [each.asked for each in markers if each.identity not in before]
        if now != standing.get(path, set()):
            for job in self._store.mark(path, now, [each for each in new if isinstance(each, Request)]):
                logger.info("job {}: {} for {}", job.id, job.request.written, path.name)
        for fault in new:
            if isinstance(fault, RequestError):
                self._tell(words.marker_refused(path, str(fault)))

    # choices

    def chosen(self, asked: Asked) -> None:
        """The mapper chose what a marker would ask for."""
        self._asking += 1
        self._read(ReadAsk(asked))

    def ask_read(self, answer: AskRead) -> None:
        """What the mapper chose was understood, or not."""
        self._asking -= 1
        receipt, request, chosen = answer.asked.receipt, answer.request, answer.asked.command
        if receipt is not None and not receipt.exists():
            return  # heard twice
        assert isinstance(chosen, Ask)
        match request:
            case Request():
                self._store.add(request, (receipt, receipt.name) if receipt else None)
            case RequestError() | DecodeError():
                self._tell(words.cannot_ask(chosen.map, str(request)))
            case OSError():
                self._tell(words.cannot_ask(chosen.map, unreadable(request)))
            case _:
                raise request
