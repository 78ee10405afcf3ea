"""The only code that writes below Songs: an edge with its own thread, one order after the other."""

from __future__ import annotations

import errno
import queue
import threading
from collections.abc import Callable, Sequence
from pathlib import Path

from loguru import logger

from companion.jobs import Candidate, Entry
from companion.system.lazer import is_mount
from companion.writing.atomic import TEMPORARY_MARK, content_sha256, put, sha256_of, stage, take_away, write
from companion.writing.backups import Backups
from companion.writing.kept import Kept
from companion.writing.naming import as_itself, with_free_name, without_number
from companion.writing.orders import (
    Answer,
    Conflicted,
    Forget,
    NotWritten,
    Offered,
    Order,
    Prepare,
    Prepared,
    PrepareKept,
    Publish,
    Published,
    RemoveRequest,
    RequestGone,
    ReturnRequest,
    SetAside,
    Sweep,
    TakeBack,
    TakenBack,
)
from engine.protocol import Difficulty, Outcome

ENDED = ("The companion was ended while it put the result aside.", "Ask again.")
"""Reason and remedy when nobody knows the reason any more."""


class Writer:
    """Carries out orders on its own thread.

    Args:
        backups: folder for what is replaced or taken away.
        kept: folder for results that could not be written into their mapset.
        post: takes the answers.
    """

    def __init__(self, backups: Path, kept: Path, post: Callable[[Answer], None]) -> None:
        self._backups = Backups(backups)
        self._kept = Kept(kept)
        self._post = post
        self._orders: queue.SimpleQueue[Order | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._work, name="writer")

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self) -> None:
        """Finish what was ordered, then end."""
        self._orders.put(None)
        self._thread.join()

    def order(self, order: Order) -> None:
        """Ask for something; the answer is posted."""
        self._orders.put(order)

    def _work(self) -> None:
        while (order := self._orders.get()) is not None:
            try:
                self._carry_out(order)
            except Exception:  # noqa: BLE001 - the next order is somebody else's result
                logger.exception("{} could not be carried out", type(order).__name__)

    def _carry_out(self, order: Order) -> None:
        match order:
            case Prepare():
                self._guarded(
                    order.job.id,
                    lambda: self._prepare(order),
                    lambda: self._keep_instead(order),
                )
            case SetAside():
                self._guarded(
                    order.job.id,
                    lambda: self._set_aside(order),
                    lambda: self._kept.keep(order.job.id, _made(order.outcome)),
                )
            case PrepareKept():  # the candidate itself is still there
                self._guarded(order.job.id, lambda: self._prepare(self._kept_one(order)), lambda: None)
            case Forget():
                for each in order.candidates:
                    take_away(each.path)
            case Publish():
                self._guarded(
                    order.job,
                    lambda: self._publish(order),
                    lambda: self._move_out(order.job, order.entries),
                )
            case TakeBack():
                self._take_back(order)
            case RemoveRequest():
                self._remove_request(order.path, order.sha256)
            case ReturnRequest():
                self._return_request(order)
            case Sweep():
                _sweep(order.mapset)

    def _guarded(self, job: int, step: Callable[[], Answer], rescue: Callable[[], Path | None]) -> None:
        """Answer with what the step answers, or with why it could not and where its results are now."""
        try:
            answer = step()
        except Exception as error:  # noqa: BLE001 - whatever it is, the job must come to an end
            logger.exception("job {} could not be written", job)
            answer = NotWritten(job, *_explain(error), self._rescued(job, rescue))
        self._post(answer)

    @staticmethod
    def _rescued(job: int, rescue: Callable[[], Path | None]) -> Path | None:
        """Keep results elsewhere; on a full disk not even that can be done."""
        try:
            return rescue()
        except OSError as error:
            logger.warning("the result of job {} could not be kept either: {}", job, error)
            return None

    def _prepare(self, order: Prepare) -> Answer:
        job, source = order.job, order.job.request.map
        notes = list(order.outcome.notes)
        stale = source is not None and content_sha256(source) != order.source_sha256
        if job.request.in_place:
            if stale:
                return Conflicted(job.id, self._kept.keep(job.id, _made(order.outcome)))
            return Prepared(job.id, (self._stage_in_place(order),), tuple(notes))
        if stale:
            notes.append("You saved while I worked: this was made from the save before.")
        entries = tuple(self._stage_new(order, number) for number in range(len(order.outcome.difficulties)))
        return Prepared(job.id, entries, tuple(notes))

    def _keep_instead(self, order: Prepare) -> Path:
        """Keep what could not be prepared as a whole; the mapset has nothing of it."""
        try:
            return self._kept.keep(order.job.id, _made(order.outcome))
        finally:
            _sweep(order.job.request.mapset, f"{order.job.id}-")

    def _set_aside(self, order: SetAside) -> Answer:
        outcome = order.outcome
        candidates = []
        for number, each in enumerate(outcome.difficulties, 1):
            path = self._kept.place(f"job {order.job.id} candidate {number}.osu")
            write(path, each.content)
            candidates.append(
                Candidate(
                    order.job.id, number, path, each.version, each.stars, outcome.engine, order.source_sha256
                )
            )
        return Offered(tuple(candidates), outcome.notes)

    @staticmethod
    def _kept_one(order: PrepareKept) -> Prepare:
        """The candidate as the only difficulty of an outcome."""
        one = order.candidate
        content = without_number(one.path.read_bytes(), one.number)
        made = Difficulty(version=one.version, content=content, stars=one.stars)
        said = f"Version {one.number} was kept."
        outcome = Outcome(engine=one.engine, difficulties=(made,), notes=(said,))
        return Prepare(order.job, outcome, one.source_sha256, order.tags)

    def _stage_in_place(self, order: Prepare) -> Entry:
        source = order.job.request.map
        assert source is not None
        before = source.read_bytes()
        backup = self._backups.keep(before)
        content = as_itself(order.outcome.difficulties[0].content, before)
        return _entry(order, source, stage(source.parent, f"{order.job.id}-0", content), content, backup)

    def _stage_new(self, order: Prepare, number: int) -> Entry:
        mapset = order.job.request.mapset
        content, name = with_free_name(order.outcome.difficulties[number].content, mapset, order.tags)
        temporary = stage(mapset, f"{order.job.id}-{number}", content)
        return _entry(order, mapset / name, temporary, content, None)

    def _publish(self, order: Publish) -> Answer:
        kept = self._moved_out_before(order)
        if kept is not None:
            self._clear_away(order.entries)
            return NotWritten(order.job, *ENDED, kept)
        waiting = [e for e in order.entries if e.temporary.exists() or not e.path.parent.is_dir()]
        before = [e for e in order.entries if e not in waiting and _stands(e)]
        if _put_all(waiting, before):
            self._kept.forget(order.job, {e.output_sha256 for e in order.entries})
            return Published(order.job)
        kept = self._move_out(order.job, order.entries)
        assert kept is not None, "nothing is in the way of what was put"
        return Conflicted(order.job, kept)

    def _moved_out_before(self, order: Publish) -> Path | None:
        """Where the results are kept if a kill came while they were moved there.

        All were kept before the first was taken away, so if one is neither here nor there, it is among them.
        """
        gone = {e.output_sha256 for e in order.entries if not e.temporary.exists() and not _stands(e)}
        return self._kept.holding(order.job, gone) if gone else None

    def _take_back(self, order: TakeBack) -> None:
        names = tuple(entry.path.name for entry in order.entries)
        try:
            for entry in order.entries:
                if content_sha256(entry.path) not in (entry.output_sha256, entry.backup_sha256):
                    refused = f"{entry.path.name} was changed since; nothing was touched."
                    self._post(TakenBack(order.job, names, refused))
                    return
            for entry in order.entries:
                self._restore(entry)
        except OSError as error:
            self._post(TakenBack(order.job, names, " ".join(_explain(error))))
            return
        self._post(TakenBack(order.job, names))

    def _restore(self, entry: Entry) -> None:
        if content_sha256(entry.path) != entry.output_sha256:
            return  # taken back already, by us before a kill or by the mapper
        self._backups.keep(entry.path.read_bytes())
        if entry.backup_sha256 is None:
            take_away(entry.path)
        else:
            write(entry.path, self._backups.content(entry.backup_sha256))

    def _remove_request(self, path: Path, sha256: str) -> None:
        try:
            if content_sha256(path) == sha256:
                take_away(path)
        except OSError as error:
            logger.warning("the request {} could not be removed: {}", path, error)
            return
        self._post(RequestGone(path))

    def _return_request(self, order: ReturnRequest) -> None:
        reply = order.reply
        if is_mount(reply.parent):  # lazer would take it into the mapset
            reply = self._kept.place(reply.name)
        try:
            write(reply, order.content)
        except OSError as error:
            logger.warning("the request {} could not be returned: {}", order.path, error)
            return
        self._remove_request(order.path, order.sha256)

    def _move_out(self, job: int, entries: Sequence[Entry]) -> Path | None:
        """Keep the staged results of the entries elsewhere; the mapset has none of them any longer."""
        staged = [entry.temporary for entry in entries if entry.temporary.exists()]
        if not staged:
            return None
        kept = self._kept.keep(job, [each.read_bytes() for each in staged])
        self._clear_away(entries)
        return kept

    @staticmethod
    def _clear_away(entries: Sequence[Entry]) -> None:
        for entry in entries:
            if entry.temporary.exists():
                take_away(entry.temporary)


def _put_all(waiting: Sequence[Entry], before: Sequence[Entry]) -> bool:
    """Give staged files their names: all of them, or none, and then take back what was put before a kill.

    Returns:
        False when a file of the mapper's is in the way.
    """
    there, whole = list(before), False
    try:
        if all(content_sha256(e.path) == e.backup_sha256 for e in waiting if e.temporary.exists()):
            for entry in waiting:
                put(entry.temporary, entry.path)
                there.append(entry)
            whole = True
    finally:
        if not whole:
            for entry in there:
                put(entry.path, entry.temporary)
    return whole


def _sweep(mapset: Path, beginning: str = "") -> None:
    """Remove our temporary files, all or those whose names begin so."""
    for left in mapset.glob(f"{TEMPORARY_MARK}{beginning}*.tmp"):
        take_away(left)


def _stands(entry: Entry) -> bool:
    """Whether what we put is there as we put it; else it is the mapper's business."""
    return entry.path.is_file() and content_sha256(entry.path) == entry.output_sha256


def _made(outcome: Outcome) -> list[bytes]:
    return [each.content for each in outcome.difficulties]


def _entry(order: Prepare, path: Path, temporary: Path, content: bytes, backup: str | None) -> Entry:
    request = order.job.request
    return Entry(
        job=order.job.id,
        path=path,
        temporary=temporary,
        source_path=request.map,
        source_sha256=order.source_sha256,
        engine=order.outcome.engine,
        seed=request.options.seed,
        output_sha256=sha256_of(content),
        backup_sha256=backup,
    )


def _explain(error: Exception) -> tuple[str, str]:
    """Reason and remedy in a mapper's words."""
    if not isinstance(error, OSError):
        return (
            f"The result could not be written ({type(error).__name__}: {error}).",
            "The log has the details.",
        )
    name = Path(error.filename).name if error.filename else "the file"
    if error.errno == errno.ENOSPC:
        return "The disk is full.", "Make some room and ask again."
    if isinstance(error, FileNotFoundError):
        return f"{name} is gone.", "Was the mapset moved or deleted?"
    if isinstance(error, PermissionError):
        return f"Another program holds {name} open.", "Close it (the editor, an antivirus) and ask again."
    return f"{name} could not be written: {error.strerror}.", "The log has the details."
