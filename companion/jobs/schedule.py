"""Which job is started next."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import Path

from companion.jobs.job import Job


def next_job(queued: Sequence[Job], busy: Collection[Path]) -> Job | None:
    """The oldest waiting job whose mapset nobody works in.

    Args:
        queued: waiting jobs, in any order.
        busy: mapsets of running jobs: two results for one set must not race for a name.
    """
    free = [job for job in queued if job.request.mapset not in busy]
    return min(free, key=lambda job: job.id, default=None)
