"""One of several versions of a result, waiting outside of the mapset until the mapper keeps one."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Candidate:
    """A version to choose from.

    Attributes:
        job: the job that made it.
        number: which one, from 1 on.
        path: where it waits.
        version: the name its difficulty would get.
        stars: its star rating, if it has one.
        engine: who made it.
        source_sha256: content of the difficulty it was made from, when that was read.
    """

    job: int
    number: int
    path: Path
    version: str
    stars: float | None
    engine: str
    source_sha256: str | None
