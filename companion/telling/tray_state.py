"""What the tray shows, from jobs and desk."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from companion.desk import Desk
from companion.jobs import Entry, Job
from companion.reports import Delta
from companion.telling.notice import Queued, Recent, Status, TrayState
from companion.telling.words import DOING, news_counts, version_of
from engine.protocol import Progress

RECENT = 8
"""Results the tray shows."""

QUEUE = 12
"""Jobs the tray shows."""

LONGEST = 60
"""Characters of a menu's line."""


def tray_state(
    desk: Desk,
    at_work: Sequence[tuple[Job, Progress | None]],
    waiting: Sequence[Job],
    recent: Sequence[tuple[Job, Sequence[Entry]]],
    *,
    news: tuple[Path, Delta] | None,
    report: Path | None,
    failed: bool,
    undoable: bool,
) -> TrayState:
    """Everything the tray shows.

    Args:
        desk: what the mapper is at.
        at_work: running jobs, with what their engine said last.
        waiting: queued jobs, newest first.
        recent: results to be judged, newest first.
        news: what the mapper has not looked at of the last report.
        report: the difficulty whose report came last.
        failed: the last job did not work.
        undoable: something can be taken back.
    """
    counts = news_counts(news[1].new, news[1].fixed) if news is not None else ""
    status: Status = "error" if failed else "news" if news is not None and news[1].new else "idle"
    line = "Waiting for requests"
    if at_work:
        status, line = "busy", _with_progress(*at_work[0])
    elif desk.paused:
        status, line = "paused", "Paused until you stop playing" if desk.until_play_ends else "Paused"
    if waiting:
        line += f" ({len(waiting)} waiting)"
    queue = [Queued(job.id, _with_quarters(job, progress)) for job, progress in at_work]
    queue += [Queued(job.id, f"{_named(job)}: waiting") for job in reversed(waiting)]
    return TrayState(
        status,
        line,
        desk.difficulty,
        tuple(queue[:QUEUE]),
        tuple(
            Recent(job.id, f"{version_of(entry.path)} - {job.request.mapset.name}"[:LONGEST], entry.path)
            for job, entries in recent
            for entry in entries[:1]
        ),
        undoable,
        report,
        counts,
        "no" if not desk.paused else "playing" if desk.until_play_ends else "yes",
    )


def _named(job: Job) -> str:
    return f"{DOING[job.request.task]} in {job.request.mapset.name}"[:LONGEST]


def _with_progress(job: Job, progress: Progress | None) -> str:
    if progress is None:
        return _named(job)
    left = f", {progress.seconds_left:.0f} s left" if progress.seconds_left is not None else ""
    return f"{_named(job)}: {progress.done:.0%}{left}"


def _with_quarters(job: Job, progress: Progress | None) -> str:
    """Progress for the menu, which closes under the mapper's hand when it changes: so it changes seldom."""
    return f"{_named(job)}: {int(4 * progress.done if progress else 0) / 4:.0%}"
